package org.e2enet.prediction;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Seconds per stage of one prediction. Stages may alternate; their times add up. Not thread-safe. */
public final class StageClock {
    private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);
    private Stage running;
    private long since;

    /** Ends the running stage, if any, and starts another. */
    public void enter(Stage stage) {
        stop();
        running = stage;
        since = System.nanoTime();
    }

    /** Ends the running stage. */
    public void stop() {
        if (running != null) {
            nanos.merge(running, System.nanoTime() - since, Long::sum);
            running = null;
        }
    }

    /** Seconds by stage, in order; 0 for stages that never ran. */
    public Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            seconds.put(stage.label(), nanos.getOrDefault(stage, 0L) / 1e9);
        }
        return seconds;
    }
}
