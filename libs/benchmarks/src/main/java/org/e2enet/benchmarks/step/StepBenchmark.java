package org.e2enet.benchmarks.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.e2enet.benchmarks.InferenceBenchmark;
import org.e2enet.benchmarks.MeasuredNetwork;

/**
 * Training steps (forward, loss, gradients, clipping, update) of several networks on several engines in one process: all take
 * turns on the same threads, one step each, and the medians count. Not in the figures: batches, topology updates, checkpoints.
 */
public final class StepBenchmark {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final StepSettings settings;
    private final Consumer<String> progress;

    /**
     * @param progress gets a line per warming up and per round
     */
    public StepBenchmark(StepSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Ends after its steps or its time, whichever comes first. */
    public StepReport run() {
        long end = System.nanoTime() + settings.seconds() * NANOS_PER_SECOND;
        List<StepTimings> all = new ArrayList<>();
        try {
            for (MeasuredNetwork network : settings.networks()) {
                for (MeasuredEngine engine : settings.engines()) {
                    all.add(new StepTimings(settings, network, engine));
                    progress.accept("warming up " + all.getLast().label());
                    all.getLast().warmUp();
                }
            }
            int rounds = 0;
            do {
                StringBuilder line = new StringBuilder("step " + ++rounds + ", seconds:");
                for (StepTimings one : all) {
                    one.time();
                    line.append(String.format(Locale.ROOT, " %s %.3f", one.label(), one.lastSeconds()));
                }
                progress.accept(line.toString());
            } while (rounds < settings.steps() && System.nanoTime() < end);
            return new StepReport(
                    InferenceBenchmark.machine(),
                    settings.threads(),
                    settings.patch(),
                    settings.batch(),
                    all.stream().map(one -> one.result(all.getFirst())).toList());
        } finally {
            all.forEach(StepTimings::close);
        }
    }
}
