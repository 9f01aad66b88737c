package org.e2enet.network.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.topology.KernelSet;
import org.e2enet.contract.topology.TensorUpdate;
import org.e2enet.network.random.Xoshiro;
import org.junit.jupiter.api.Test;

/** What holds for every update, on random masks and norms; a failure names its seed. */
class EvolutionPropertiesTest {
    private static final String NAME = "loc0.0.0.blocks.0.conv.weight";
    private static final int ITERATIONS = 1000;

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void shouldKeepTheNumberOfActiveKernelsWhateverTheMask() {
        for (long seed = 0; seed < 2000; seed++) {
            RandomGenerator random = Xoshiro.of(seed);
            boolean regrow = random.nextBoolean();
            Evolution.Growth growth = Evolution.Growth.values()[random.nextInt(2)];
            Evolution settings = new Evolution(10, random.nextDouble(), growth, Evolution.RegrowInit.ZERO, regrow);
            Topology before = randomTopology(random);
            KernelMask mask = before.masks().get(NAME);
            double[] norms = norms(random, mask.kernels());
            int iteration = 10 * random.nextInt(1, 100);

            TopologyUpdate update = new TopologyEvolution(settings, seed)
                    .update(before, _ -> norms, _ -> norms(Xoshiro.of(1), mask.kernels()), iteration, ITERATIONS);
            TensorUpdate tensor = update.tensors().get(NAME);
            KernelMask after = update.applyTo(before).masks().get(NAME);

            String where = "seed " + seed + ": " + mask + ", " + settings;
            int asked = (int) Math.ceil(settings.dropFraction(iteration, ITERATIONS) * mask.activeCount());
            int free = mask.kernels() - mask.activeCount();
            assertEquals(
                    regrow ? asked : Math.min(asked, free), tensor.dropped().size(), where);
            assertEquals(mask.activeCount(), after.activeCount(), where);
            assertTrue(tensor.dropped().stream().allMatch(mask::isActive), where);
            assertTrue(
                    tensor.grown().stream()
                            .noneMatch(index -> mask.isActive(index)
                                    && !(regrow && tensor.dropped().contains(index))),
                    where);
            assertNoneKeptIsWeaker(mask, tensor.dropped(), norms, where);
        }
    }

    @Test
    void shouldGrowWhereTheGradientIsLargestAndTellWhatItSawOfTheWeights() {
        Topology before =
                new Topology(Map.of(NAME, KernelMask.ofBytes(2, 5, new byte[] {1, 1, 1, 1, 0, 0, 0, 0, 0, 0})));
        double[] weights = {4, 1, 2, 5, 99, 99, 99, 99, 99, 99};
        double[] gradients = {9, 9, 9, 9, 1, 3, 2, 3, 0, 2};
        Evolution half = new Evolution(10, 0.5, Evolution.Growth.GRADIENT, Evolution.RegrowInit.ZERO, false);

        TopologyEvolution evolution = new TopologyEvolution(half, 1);
        TensorUpdate update = evolution
                .update(before, _ -> weights, _ -> gradients, 0, ITERATIONS)
                .tensors()
                .get(NAME);

        assertEquals(KernelSet.of(1, 2), update.dropped(), "the two weakest of four");
        assertEquals(KernelSet.of(5, 7), update.grown(), "the two largest gradients of the inactive");
        assertEquals(new TensorUpdate.L1Statistics(1, 3, 5, 2), update.l1(), "of the active alone");
        assertTrue(evolution.needsGradients());
        assertFalse(new TopologyEvolution(Evolution.every(10), 1).needsGradients());
    }

    @Test
    void shouldRebuildAnyIterationFromAnySnapshotBeforeIt() throws Exception {
        TopologyEvolution evolution = new TopologyEvolution(Evolution.every(10), 5);
        RandomGenerator random = Xoshiro.of(5);
        List<Topology> truth = new ArrayList<>(List.of(randomTopology(random)));
        List<TopologyUpdate> updates = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            Topology topology = truth.getLast();
            int kernels = topology.masks().get(NAME).kernels();
            TopologyUpdate update = evolution.update(topology, _ -> norms(random, kernels), null, 10 * i, ITERATIONS);
            updates.add(json.readValue(json.writeValueAsString(update), TopologyUpdate.class));
            truth.add(update.applyTo(topology));
        }
        updates.addAll(List.copyOf(updates.subList(3, 7)));

        for (int from = 0; from <= 200; from += 50) {
            Topology snapshot = truth.get(from / 10);
            Topology recorded = json.readValue(json.writeValueAsString(snapshot), Topology.class);
            for (int at = from; at <= 205; at++) {
                assertEquals(
                        truth.get(Math.min(20, at / 10)),
                        TopologyReplay.at(recorded, from, updates, at),
                        from + " " + at);
            }
        }
    }

    @Test
    void shouldDependOnSeedIterationAndTensorOnly() {
        BitSet active = new BitSet();
        active.set(0, 100);
        Topology topology = new Topology(Map.of(NAME, new KernelMask(20, 20, active)));
        double[] norms = norms(Xoshiro.of(4), topology.masks().get(NAME).kernels());
        TopologyEvolution evolution = new TopologyEvolution(Evolution.every(10), 9);

        TopologyUpdate first = evolution.update(topology, _ -> norms, null, 10, ITERATIONS);
        evolution.update(topology, _ -> norms, null, 20, ITERATIONS);

        assertEquals(
                first,
                new TopologyEvolution(Evolution.every(10), 9).update(topology, _ -> norms, null, 10, ITERATIONS));
        assertFalse(first.equals(
                new TopologyEvolution(Evolution.every(10), 8).update(topology, _ -> norms, null, 10, ITERATIONS)));
    }

    @Test
    void shouldReadBackEveryEncodedSet() {
        for (long seed = 0; seed < 500; seed++) {
            RandomGenerator random = Xoshiro.of(seed);
            BitSet bits = new BitSet();
            int spread = 1 << random.nextInt(1, 24);
            for (int i = random.nextInt(50); i > 0; i--) {
                bits.set(random.nextInt(spread));
            }
            KernelSet set = KernelSet.of(bits);
            assertEquals(set, KernelSet.parse(set.encode()), "seed " + seed);
        }
    }

    private static void assertNoneKeptIsWeaker(KernelMask mask, KernelSet dropped, double[] norms, String where) {
        double strongest = dropped.stream().mapToDouble(i -> norms[i]).max().orElse(Double.NEGATIVE_INFINITY);
        mask.active().stream()
                .filter(index -> !dropped.contains(index))
                .forEach(index -> assertTrue(norms[index] >= strongest, where));
    }

    private static Topology randomTopology(RandomGenerator random) {
        int rows = random.nextInt(1, 20);
        int columns = random.nextInt(1, 20);
        double density = random.nextDouble();
        BitSet active = new BitSet();
        for (int i = 0; i < rows * columns; i++) {
            active.set(i, random.nextDouble() < density);
        }
        return new Topology(Map.of(NAME, new KernelMask(rows, columns, active)));
    }

    /** Few different values, so that ties are common. */
    private static double[] norms(RandomGenerator random, int kernels) {
        return random.ints(kernels, 0, 20).asDoubleStream().toArray();
    }
}
