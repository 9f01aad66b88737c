package org.e2enet.benchmarks;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.engine.Model;
import org.e2enet.sparse.ForwardListener;
import org.e2enet.sparse.LayerInfo;
import org.e2enet.sparse.SparseEngine;
import org.e2enet.sparse.SparseNetwork;
import org.e2enet.sparse.SparseOptions;
import org.e2enet.sparse.vector.MachineRates;

/**
 * Where the time of a forward goes: per layer time, rate of arithmetic and of memory traffic, their shares of what the
 * machine can do at most, and which of the two holds the layer back. Fastest of several runs.
 */
public final class LayerTable {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private LayerTable() {}

    /** Prints the table of a plan's network with random weights, for the plan's patch. */
    public static void print(Plan plan, int threads, int runs, PrintStream out) {
        Size3 patch = plan.patch();
        Model model = RandomModel.of(Architectures.graph(plan), plan.sparsity(), 1);
        MachineRates most = MachineRates.measure(threads);
        out.printf(
                "at most %.0f GFLOP/s and %.1f GB/s from memory on %d threads%n",
                most.gigaFlops(), most.gigaBytes(), threads);
        long start = System.nanoTime();
        try (SparseNetwork network =
                new SparseEngine(SparseOptions.defaults().withThreads(threads)).compile(model, patch)) {
            out.printf("compile %.2f s, peak %d MiB%n", (System.nanoTime() - start) / 1e9, network.peakBytes() >> 20);
            print(network, RandomModel.input((int) patch.volume(), 2), threads, runs, most, out);
        }
    }

    private static void print(
            SparseNetwork network, float[] input, int threads, int runs, MachineRates most, PrintStream out) {
        List<LayerInfo> layers = network.layers();
        long[] best = new long[layers.size()];
        Arrays.fill(best, Long.MAX_VALUE);
        for (int run = 0; run < runs; run++) {
            long start = System.nanoTime();
            network.forward(input, 1, new ForwardListener() {
                private long before = CPU.getCurrentThreadCpuTime();

                @Override
                public void onLayer(int index, long nanos) {
                    long now = CPU.getCurrentThreadCpuTime();
                    // Processor time is the caller's own: it says nothing where the caller waits for other threads.
                    best[index] = Math.min(best[index], threads == 1 ? Math.min(nanos, now - before) : nanos);
                    before = now;
                }
            });
            out.printf("forward %.1f ms%n", (System.nanoTime() - start) / 1e6);
        }
        out.printf(
                "%-34s %-7s %9s %9s %9s %7s %7s %7s  %s%n",
                "layer", "kernel", "ms", "nz GF/s", "ex GF/s", "GB/s", "peak %", "mem %", "bound by");
        double total = 0;
        for (int i = 0; i < best.length; i++) {
            if (best[i] == Long.MAX_VALUE) {
                continue;
            }
            LayerInfo layer = layers.get(i);
            double nanos = best[i];
            total += nanos;
            double arithmetic = layer.executedFlops() / nanos / most.gigaFlops();
            double memory = layer.bytes() / nanos / most.gigaBytes();
            out.printf(
                    "%-34s %-7s %9.3f %9.1f %9.1f %7.1f %7.0f %7.0f  %s%n",
                    layer.name(),
                    layer.kind(),
                    nanos / 1e6,
                    layer.nonZeroFlops() / nanos,
                    layer.executedFlops() / nanos,
                    layer.bytes() / nanos,
                    100 * arithmetic,
                    100 * memory,
                    Bound.of(arithmetic, memory).word());
        }
        out.printf("sum of fastest %.1f ms%n", total / 1e6);
    }
}
