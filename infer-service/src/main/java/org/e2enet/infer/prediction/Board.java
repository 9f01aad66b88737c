package org.e2enet.infer.prediction;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What this instance is doing. Finished predictions are in the store, failed ones on the topic. Thread-safe. */
@Singleton
class Board {
    /** A prediction in work. */
    record Running(String predictionId, int windowsDone, int windowsTotal) {}

    private volatile Running running;

    Board(MeterRegistry meters) {
        meters.gauge(
                "e2enet.prediction.windows.done", this, board -> board.current().windowsDone());
        meters.gauge("e2enet.prediction.windows.planned", this, board -> board.current()
                .windowsTotal());
    }

    void progress(String predictionId, int windowsDone, int windowsTotal) {
        running = new Running(predictionId, windowsDone, windowsTotal);
    }

    void end() {
        running = null;
    }

    Optional<Running> running(String predictionId) {
        return Optional.of(current()).filter(one -> one.predictionId().equals(predictionId));
    }

    private Running current() {
        Running now = running;
        return now == null ? new Running("", 0, 0) : now;
    }
}
