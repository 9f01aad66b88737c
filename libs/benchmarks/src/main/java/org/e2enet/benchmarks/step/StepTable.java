package org.e2enet.benchmarks.step;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import org.e2enet.benchmarks.Bound;
import org.e2enet.benchmarks.InferenceBenchmark;
import org.e2enet.benchmarks.MeasuredNetwork;
import org.e2enet.sparse.LayerInfo;
import org.e2enet.sparse.training.SparseTrainer;
import org.e2enet.sparse.training.StepPart;
import org.e2enet.sparse.training.StepWork;
import org.e2enet.sparse.vector.MachineRates;

/**
 * Where the time of the sparse engine's step goes: per piece of work time, rate of arithmetic and of memory traffic, and which of the
 * two holds it back; then the sums of the step's parts. Fastest of several steps.
 */
public final class StepTable {
    private static final double NANOS_PER_MILLI = 1e6;

    private StepTable() {}

    /** Prints the tables of every network of the settings. */
    public static void print(StepSettings settings, PrintStream out) {
        MachineRates most = MachineRates.measure(settings.threads());
        out.printf(
                "%s, at most %.0f GFLOP/s and %.1f GB/s from memory on %d threads%n",
                InferenceBenchmark.machine(), most.gigaFlops(), most.gigaBytes(), settings.threads());
        for (MeasuredNetwork network : settings.networks()) {
            try (StepTimings timings = new StepTimings(settings, network, MeasuredEngine.SPARSE)) {
                out.printf("%s, %d³%n", timings.label(), settings.patch());
                timings.warmUp();
                SparseTrainer trainer = (SparseTrainer) timings.trainer();
                print(trainer.work(), fastest(timings, trainer, settings), most, out);
                out.printf("median step %.1f ms%n", timings.seconds() * 1000);
            }
        }
    }

    private static long[] fastest(StepTimings timings, SparseTrainer trainer, StepSettings settings) {
        long[] best = new long[trainer.work().size()];
        Arrays.fill(best, Long.MAX_VALUE);
        trainer.listen((index, nanos) -> best[index] = Math.min(best[index], nanos));
        long end = System.nanoTime() + settings.seconds() * 1_000_000_000L;
        int made = 0;
        do {
            timings.time();
        } while (++made < settings.steps() && System.nanoTime() < end);
        return best;
    }

    private static void print(List<StepWork> work, long[] best, MachineRates most, PrintStream out) {
        out.printf(
                "%-15s %-34s %-14s %9s %9s %9s %7s  %s%n",
                "part", "layer", "kernel", "ms", "nz GF/s", "ex GF/s", "GB/s", "bound by");
        for (int i = 0; i < best.length; i++) {
            LayerInfo layer = work.get(i).layer();
            double nanos = best[i];
            out.printf(
                    "%-15s %-34s %-14s %9.3f %9.1f %9.1f %7.1f  %s%n",
                    work.get(i).part().word(),
                    layer.name(),
                    layer.kind(),
                    nanos / NANOS_PER_MILLI,
                    layer.nonZeroFlops() / nanos,
                    layer.executedFlops() / nanos,
                    layer.bytes() / nanos,
                    Bound.of(layer.executedFlops() / nanos / most.gigaFlops(), layer.bytes() / nanos / most.gigaBytes())
                            .word());
        }
        for (StepPart part : StepPart.values()) {
            double nanos = 0;
            double flops = 0;
            for (int i = 0; i < best.length; i++) {
                if (work.get(i).part() == part) {
                    nanos += best[i];
                    flops += work.get(i).layer().executedFlops();
                }
            }
            out.printf("%-15s %9.1f ms %9.1f GFLOP/s executed%n", part.word(), nanos / NANOS_PER_MILLI, flops / nanos);
        }
    }
}
