package org.e2enet.infer.prediction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.e2enet.edge.work.Lane;
import org.e2enet.faults.Fault;
import org.e2enet.prediction.window.WindowProgress;

/**
 * Shows progress to callers, counts predictions by outcome, their windows and their seconds by stage, and tells a running
 * one when to leave. No ids in labels.
 */
@Singleton
class Reporting {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Board board;
    private final MeterRegistry registry;
    private final Counter windows;

    Reporting(Board board, MeterRegistry registry) {
        this.board = board;
        this.registry = registry;
        this.windows = registry.counter("e2enet.prediction.windows");
    }

    Run begin(String predictionId, Lane lane) {
        board.progress(predictionId, 0, 0);
        return new Run(predictionId, lane);
    }

    void completed(Map<String, Double> seconds) {
        count("completed", "none");
        seconds.forEach((stage, value) -> Timer.builder("e2enet.prediction.stage")
                .tag("stage", stage)
                .register(registry)
                .record(Duration.ofNanos((long) (value * NANOS_PER_SECOND))));
    }

    /** A request that was delivered again, or sent twice. */
    void repeated() {
        count("repeated", "none");
    }

    void failed(Fault fault) {
        count("failed", fault.code());
    }

    private void count(String outcome, String code) {
        registry.counter("e2enet.predictions", "outcome", outcome, "code", code).increment();
    }

    /** One prediction in work. */
    final class Run implements WindowProgress, AutoCloseable {
        private final String predictionId;
        private final Lane lane;

        private Run(String predictionId, Lane lane) {
            this.predictionId = predictionId;
            this.lane = lane;
        }

        String predictionId() {
            return predictionId;
        }

        @Override
        public void onWindow(int windowsDone, int windowsTotal) {
            windows.increment();
            board.progress(predictionId, windowsDone, windowsTotal);
        }

        @Override
        public boolean isCancelled() {
            return lane.isDraining();
        }

        @Override
        public void close() {
            board.end();
        }
    }
}
