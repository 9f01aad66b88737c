package org.e2enet.prediction;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Seconds per stage of one prediction. Stages may alternate; their times add up. Not thread-safe. */
public final class StageClock {
    private final long[] nanos = new long[Stage.values().length];
    private final long[] processorNanos = new long[nanos.length];
    private final LongSupplier processor;
    private Stage running;
    private long since;
    private long processorSince;

    public StageClock() {
        this(() -> 0);
    }

    /** @param processorNanos time that processors have spent so far */
    public StageClock(LongSupplier processorNanos) {
        processor = processorNanos;
    }

    /** Ends the running stage, if any, and starts another. */
    public void enter(Stage stage) {
        change(stage);
    }

    /** Ends the running stage. */
    public void stop() {
        change(null);
    }

    /** Looks at the clocks once: that of processors takes as long as a small slice. */
    private void change(Stage next) {
        if (running == null && next == null) {
            return;
        }
        long now = System.nanoTime();
        long processorNow = processor.getAsLong();
        if (running != null) {
            nanos[running.ordinal()] += now - since;
            processorNanos[running.ordinal()] += processorNow - processorSince;
        }
        running = next;
        since = now;
        processorSince = processorNow;
    }

    /** Seconds by stage, in order; 0 for stages that never ran. */
    public Map<String, Double> seconds() {
        return byStage(nanos);
    }

    /** The same in time of processors: what other work on the machine does not lengthen. */
    public Map<String, Double> processorSeconds() {
        return byStage(processorNanos);
    }

    private static Map<String, Double> byStage(long[] nanos) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            seconds.put(stage.label(), nanos[stage.ordinal()] / 1e9);
        }
        return seconds;
    }
}
