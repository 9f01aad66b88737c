package org.e2enet.infer.prediction;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.e2enet.infer.queue.Desk;

/** What this instance has before it and in work, and tells the feed of every change. Thread-safe. */
@Singleton
class Board {
    private final Desk desk;
    private final ProgressFeed feed;
    private final Map<String, PredictionView> views = new LinkedHashMap<>();

    Board(Desk desk, ProgressFeed feed, MeterRegistry meters) {
        this.desk = desk;
        this.feed = feed;
        meters.gauge("e2enet.prediction.windows.done", this, board -> board.working()
                .map(PredictionView::windowsDone)
                .orElse(0));
        meters.gauge("e2enet.prediction.windows.planned", this, board -> board.working()
                .map(PredictionView::windowsTotal)
                .orElse(0));
        meters.gauge("e2enet.prediction.queue", this, Board::size);
    }

    void add(PredictionView queued) {
        put(queued);
        tellPlaces();
    }

    void working(
            String predictionId, PredictionView.State state, String stage, int done, int total, Double secondsLeft) {
        update(predictionId, view -> view.working(state, stage, done, total, secondsLeft));
    }

    /** The queue moved. */
    void tellPlaces() {
        List<String> waiting;
        synchronized (this) {
            waiting = views.values().stream()
                    .filter(view -> view.state() == PredictionView.State.QUEUED)
                    .map(PredictionView::predictionId)
                    .toList();
        }
        Map<String, Integer> places = desk.places();
        for (String predictionId : waiting) {
            Integer place = places.getOrDefault(predictionId, 0);
            update(predictionId, view -> view.at(place > 0 ? place : null));
        }
    }

    /** It is over, in one way or another. */
    void end(PredictionView view) {
        synchronized (this) {
            views.remove(view.predictionId());
            feed.publish(view);
        }
        tellPlaces();
    }

    /** It is handed to another instance, or to this one again. */
    void forget(String predictionId) {
        synchronized (this) {
            views.remove(predictionId);
        }
        tellPlaces();
    }

    synchronized Optional<PredictionView> find(String predictionId) {
        return Optional.ofNullable(views.get(predictionId));
    }

    private synchronized int size() {
        return views.size();
    }

    private synchronized void put(PredictionView view) {
        views.put(view.predictionId(), view);
        feed.publish(view);
    }

    private synchronized void update(String predictionId, UnaryOperator<PredictionView> change) {
        PredictionView before = views.get(predictionId);
        if (before != null) {
            PredictionView after = change.apply(before);
            if (!after.equals(before)) {
                put(after);
            }
        }
    }

    private synchronized Optional<PredictionView> working() {
        return views.values().stream()
                .filter(view -> view.state() == PredictionView.State.RUNNING)
                .findFirst();
    }
}
