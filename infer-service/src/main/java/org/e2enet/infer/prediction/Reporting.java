package org.e2enet.infer.prediction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.e2enet.edge.work.Lane;
import org.e2enet.faults.Fault;
import org.e2enet.infer.queue.Desk;
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

    Run begin(String predictionId, Desk.Turn turn, Desk.Watch watch, Lane lane) {
        return new Run(predictionId, turn, watch, lane);
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

    void cancelled() {
        count("cancelled", "none");
    }

    void failed(Fault fault) {
        count("failed", fault.code());
    }

    private void count(String outcome, String code) {
        registry.counter("e2enet.predictions", "outcome", outcome, "code", code).increment();
    }

    /**
     * One prediction in work. Between two windows it tells how far it is, looks whether to leave, and lets more urgent ones through.
     */
    final class Run implements WindowProgress {
        private static final long TELL_EVERY_NANOS = 250_000_000;
        private static final long LOOK_EVERY_NANOS = 500_000_000;

        private final String predictionId;
        private final Desk.Turn turn;
        private final Desk.Watch watch;
        private final Lane lane;
        private long workedNanos;
        private long sinceNanos = System.nanoTime();
        private long toldNanos = Long.MIN_VALUE;
        private long lookedNanos = Long.MIN_VALUE;

        private Run(String predictionId, Desk.Turn turn, Desk.Watch watch, Lane lane) {
            this.predictionId = predictionId;
            this.turn = turn;
            this.watch = watch;
            this.lane = lane;
        }

        void enter(String stage) {
            board.working(predictionId, PredictionView.State.RUNNING, stage, 0, 0, null);
            sinceNanos = System.nanoTime();
        }

        @Override
        public void onWindow(int windowsDone, int windowsTotal) {
            windows.increment();
            long now = System.nanoTime();
            long worked = workedNanos + now - sinceNanos;
            double secondsLeft = worked / NANOS_PER_SECOND / windowsDone * (windowsTotal - windowsDone);
            if (toldNanos == Long.MIN_VALUE || now - toldNanos >= TELL_EVERY_NANOS || windowsDone == windowsTotal) {
                toldNanos = now;
                tell(PredictionView.State.RUNNING, windowsDone, windowsTotal, secondsLeft);
            }
            if (lookedNanos == Long.MIN_VALUE || now - lookedNanos >= LOOK_EVERY_NANOS) {
                lookedNanos = now;
                watch.check();
            }
            if (turn.isToPause() && windowsDone < windowsTotal) {
                workedNanos = worked;
                tell(PredictionView.State.PAUSED, windowsDone, windowsTotal, secondsLeft);
                turn.pause();
                sinceNanos = System.nanoTime();
                tell(PredictionView.State.RUNNING, windowsDone, windowsTotal, secondsLeft);
            }
        }

        private void tell(PredictionView.State state, int done, int total, double secondsLeft) {
            board.working(predictionId, state, "network", done, total, secondsLeft);
        }

        /** Waits until those are done who paused for this one. @return false when there are none */
        boolean letHalfDoneFinish() {
            return turn.letHalfDoneFinish();
        }

        @Override
        public boolean isCancelled() {
            return lane.isDraining();
        }
    }
}
