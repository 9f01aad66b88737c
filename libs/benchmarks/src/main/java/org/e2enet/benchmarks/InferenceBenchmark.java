package org.e2enet.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Model;
import org.e2enet.safetensors.Tensor;
import org.e2enet.sparse.SparseEngine;
import org.e2enet.sparse.SparseOptions;

/**
 * Whole networks side by side in one process: the sparse engine and its peers take turns on the same threads, batch 1, one
 * input channel, 16 classes, the full-resolution head; medians.
 */
public final class InferenceBenchmark {
    private static final String CPU_INFO = "/proc/cpuinfo";
    private static final long SEED = 20261123;

    private final InferenceSettings settings;
    private final Consumer<String> progress;

    /**
     * @param progress gets a line per comparison
     */
    public InferenceBenchmark(InferenceSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    public InferenceReport run() {
        List<InferenceCase> cases = new ArrayList<>();
        for (int patch : settings.patches()) {
            for (double sparsity : settings.sparsities()) {
                cases.addAll(compare(patch, sparsity));
            }
        }
        return new InferenceReport(machine(), settings.threads(), cases);
    }

    private List<InferenceCase> compare(int edge, double sparsity) {
        Size3 patch = Size3.cube(edge);
        float[] input = RandomModel.input(Math.toIntExact(patch.volume()), SEED);
        Plan plan = Peer.fitted(Presets.named("paper"), edge).withSparsity(sparsity);
        Model model = RandomModel.of(Architectures.graph(plan), sparsity, SEED);
        SparseOptions options = SparseOptions.defaults().withThreads(settings.threads());
        Map<Peer, CompiledNetwork> peers = new LinkedHashMap<>();
        try (CompiledNetwork ours = new SparseEngine(options).compile(model, patch)) {
            settings.peers().forEach(peer -> peers.put(peer, compile(peer, edge, sparsity)));
            Timings own = new Timings(ours, input, settings.runs());
            Map<Peer, Timings> others = new LinkedHashMap<>();
            peers.forEach((peer, network) -> others.put(peer, new Timings(network, input, settings.runs())));
            own.warmUp();
            others.values().forEach(Timings::warmUp);
            for (int run = 0; run < settings.runs(); run++) {
                own.time(run);
                for (Timings other : others.values()) {
                    other.time(run);
                }
            }
            long peakMiB = (ours.peakBytes() + weightBytes(model)) >> 20;
            return others.entrySet().stream()
                    .map(peer -> result(edge, sparsity, peer.getKey(), own, peer.getValue(), peakMiB))
                    .toList();
        } finally {
            peers.values().forEach(CompiledNetwork::close);
        }
    }

    private CompiledNetwork compile(Peer peer, int edge, double sparsity) {
        Plan plan = peer.plan(edge, sparsity);
        Model model = RandomModel.of(Architectures.graph(plan), plan.sparsity(), SEED);
        return peer.engine(settings.threads()).compile(model, Size3.cube(edge));
    }

    private InferenceCase result(int edge, double sparsity, Peer peer, Timings own, Timings other, long peakMiB) {
        InferenceCase result = new InferenceCase(
                edge,
                sparsity,
                "sparse",
                peer.label(),
                own.millis(),
                other.millis(),
                other.millis() / own.millis(),
                own.leastCpuMillis(),
                other.leastCpuMillis(),
                peakMiB);
        progress.accept(String.format(
                "%d³ S=%.1f, %d threads: sparse %.1f ms, %s %.1f ms, ratio %.2f (processor time %.1f and %.1f ms, ratio %.2f)",
                edge,
                sparsity,
                settings.threads(),
                result.millis(),
                peer.label(),
                result.peerMillis(),
                result.ratio(),
                result.cpuMillis(),
                result.peerCpuMillis(),
                result.peerCpuMillis() / result.cpuMillis()));
        return result;
    }

    private static long weightBytes(Model model) {
        return model.weights().values().stream()
                .map(Tensor::values)
                .mapToLong(values -> (long) values.length * Float.BYTES)
                .sum();
    }

    /** Cores and processor, as far as the system says. */
    public static String machine() {
        String model = System.getProperty("os.arch");
        try {
            model = Files.readAllLines(Path.of(CPU_INFO)).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(model);
        } catch (IOException e) {
            // Not Linux: the architecture's name must do.
        }
        return Runtime.getRuntime().availableProcessors() + " cores of " + model;
    }
}
