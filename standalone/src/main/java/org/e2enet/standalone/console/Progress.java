package org.e2enet.standalone.console;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.e2enet.client.PredictionState;

/**
 * How far a long job is: a bar with the time left on a terminal, a plain line every few seconds elsewhere. Lines said meanwhile
 * stand above the bar. Not thread safe.
 */
public final class Progress implements AutoCloseable {
    private static final int BAR_COLUMNS = 100;
    private static final Duration REDRAWN = Duration.ofMillis(500);

    private final Console console;
    private final String task;
    private final long beginNanos = System.nanoTime();
    private long total;
    private long first = -1;
    private ProgressBar bar;

    /** @param task what is done, for example a file's name */
    public Progress(Console console, String task) {
        this.console = console;
        this.task = task;
    }

    /** Shows {@code done} of {@code of} parts; nothing is known of the time left before the second one. */
    public void at(long done, long of) {
        if (first < 0) {
            first = done;
        }
        total = of;
        if (console.isTerminal()) {
            bar().maxHint(of).stepTo(done);
        } else {
            console.progress("%s: %d of %d, %s left".formatted(task, done, of, left(done)));
        }
    }

    /** Shows {@code done} of {@code of} parts with the time left as the worker knows it. */
    public void at(long done, long of, double secondsLeft) {
        if (console.isTerminal()) {
            at(done, of);
        } else {
            console.progress(
                    "%s: %d of %d, %s left".formatted(task, done, of, clock(done == 0 ? Double.NaN : secondsLeft)));
        }
    }

    /** Shows how far a prediction is. */
    public void show(PredictionState state) {
        if (state.windowsTotal() != null && state.windowsTotal() > 0) {
            at(
                    state.windowsDone(),
                    state.windowsTotal(),
                    state.secondsLeft() == null ? Double.NaN : state.secondsLeft());
        } else if (state.place() != null) {
            console.progress("%s: waits, place %d".formatted(task, state.place()));
        } else if (state.stage() != null) {
            console.progress("%s: %s".formatted(task, state.stage()));
        }
    }

    /** Takes the bar away; what came of the job is the caller's to say. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
        console.endProgress();
    }

    /** {@code 1:05}, or {@code ?} where nothing is known. */
    public static String clock(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "?";
        }
        Duration left = Duration.ofSeconds(Math.round(seconds));
        return "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
    }

    private String left(long done) {
        if (done <= first) {
            return "?";
        }
        double secondsPerPart = (System.nanoTime() - beginNanos) / 1e9 / (done - first);
        return clock(secondsPerPart * (total - done));
    }

    private ProgressBar bar() {
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis((int) REDRAWN.toMillis())
                    .setConsumer(new OnConsole(console))
                    .build();
        }
        return bar;
    }

    /** Draws the bar where the console's progress line is. */
    private record OnConsole(Console console) implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return BAR_COLUMNS;
        }

        @Override
        public void accept(String rendered) {
            console.progress(rendered);
        }

        @Override
        public void close() {
            console.endProgress();
        }
    }
}
