package org.e2enet.network.topology;

import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.topology.KernelSet;
import org.e2enet.contract.topology.TensorUpdate;
import org.e2enet.network.random.Xoshiro;

/**
 * Algorithm 1 of the paper (spec §3): drops the weakest active kernels of each tensor and grows as many elsewhere, so that
 * the number of active kernels never changes. Has no state: what grows depends on the seed, the iteration and the
 * tensor's name, so that a resumed run evolves as the uninterrupted one.
 */
public final class TopologyEvolution {
    private final Evolution settings;
    private final long seed;

    public TopologyEvolution(Evolution settings, long seed) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.seed = seed;
    }

    /** Whether an update follows step {@code iteration} (counted from 1) of {@code iterations}. */
    public boolean isDue(int iteration, int iterations) {
        return !settings.isOff() && iteration % settings.interval() == 0 && iteration < iterations;
    }

    /** Whether {@link #update} needs the dense gradient. */
    public boolean needsGradients() {
        return settings.growth() == Evolution.Growth.GRADIENT;
    }

    /**
     * The update after step {@code iteration}, counted from 1. Per tensor u = ceil(r(t)·active), but no more than can grow
     * elsewhere. Dropped are the u smallest L1 norms, of equal ones the lower index. Grown are u of the kernels inactive
     * before the drop (and, where the recipe says so, of those just dropped): uniformly at random, or those of the largest
     * gradient.
     *
     * @param weights norms of the weights; those of inactive kernels are not looked at
     * @param gradients norms of the dense gradient; not asked where growth is random
     */
    public TopologyUpdate update(
            Topology topology, KernelNorms weights, KernelNorms gradients, int iteration, int iterations) {
        double dropFraction = settings.dropFraction(iteration, iterations);
        Map<String, TensorUpdate> tensors = new LinkedHashMap<>();
        topology.masks().forEach((name, mask) -> {
            double[] norms = checked(weights.of(name), name, mask);
            int asked = (int) Math.ceil(dropFraction * mask.activeCount());
            int free = mask.kernels() - mask.activeCount();
            int count = settings.regrowJustDropped() ? asked : Math.min(asked, free);
            BitSet dropped = first(mask.active(), count, Comparator.comparingDouble(index -> norms[index]));
            BitSet candidates = mask.active();
            candidates.flip(0, mask.kernels());
            if (settings.regrowJustDropped()) {
                candidates.or(dropped);
            }
            BitSet grown = grow(candidates, count, name, mask, gradients, iteration);
            tensors.put(
                    name,
                    new TensorUpdate(
                            KernelSet.of(dropped),
                            KernelSet.of(grown),
                            mask.activeCount(),
                            statistics(mask.active(), dropped, norms)));
        });
        return new TopologyUpdate(iteration, dropFraction, tensors);
    }

    private BitSet grow(
            BitSet candidates, int count, String name, KernelMask mask, KernelNorms gradients, int iteration) {
        return switch (settings.growth()) {
            case RANDOM ->
                TopologyStart.RandomKernels.among(
                        candidates, count, Xoshiro.of(seed, "grow/" + iteration + "/" + name));
            case GRADIENT -> {
                double[] norms = checked(gradients.of(name), name, mask);
                yield first(candidates, count, Comparator.comparingDouble(index -> -norms[index]));
            }
        };
    }

    /** The first {@code count} candidates in an order; equal ones by index. */
    private static BitSet first(BitSet candidates, int count, Comparator<Integer> order) {
        BitSet chosen = new BitSet();
        candidates.stream()
                .boxed()
                .sorted(order.thenComparing(Comparator.naturalOrder()))
                .limit(count)
                .forEach(chosen::set);
        return chosen;
    }

    private static TensorUpdate.L1Statistics statistics(BitSet active, BitSet dropped, double[] norms) {
        var all = active.stream().mapToDouble(index -> norms[index]).summaryStatistics();
        double largestDropped =
                dropped.stream().mapToDouble(index -> norms[index]).max().orElse(0);
        return active.isEmpty()
                ? new TensorUpdate.L1Statistics(0, 0, 0, 0)
                : new TensorUpdate.L1Statistics(all.getMin(), all.getAverage(), all.getMax(), largestDropped);
    }

    private static double[] checked(double[] norms, String name, KernelMask mask) {
        if (norms.length != mask.kernels()) {
            throw new IllegalArgumentException(name + ": " + mask.kernels() + " norms are wanted, got " + norms.length);
        }
        return norms;
    }
}
