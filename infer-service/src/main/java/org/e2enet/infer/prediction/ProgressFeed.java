package org.e2enet.infer.prediction;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The changes of predictions, numbered, for whoever follows them. Who comes back with the last number it saw gets
 * what it missed; who comes anew, or after too long, gets how each prediction stands now. Thread-safe.
 */
@Singleton
class ProgressFeed {
    private static final int KEPT = 2_000;

    /** A follower that is so far behind is cut off and may come back with its last number. */
    private static final int UNREAD_AT_MOST = 4_000;

    /** Numbers of another process mean nothing here. */
    private final String process = Long.toString(Instant.now().toEpochMilli(), Character.MAX_RADIX);

    private final Deque<Change> recent = new ArrayDeque<>();
    private final Map<String, Change> current = new LinkedHashMap<>();
    private final List<MultiEmitter<? super Change>> followers = new CopyOnWriteArrayList<>();
    private long last;

    /** @param id number to come back with */
    record Change(String id, long number, PredictionView view) {}

    synchronized void publish(PredictionView view) {
        last++;
        Change change = new Change(process + "-" + last, last, view);
        recent.addLast(change);
        if (recent.size() > KEPT) {
            recent.removeFirst();
        }
        if (view.state().isFinal()) {
            current.remove(view.predictionId());
        } else {
            current.put(view.predictionId(), change);
        }
        followers.forEach(follower -> follower.emit(change));
    }

    boolean isFollowed() {
        return !followers.isEmpty();
    }

    /** @param lastId of the last change that was seen, or null */
    Multi<Change> after(String lastId) {
        return Multi.createFrom()
                .emitter(
                        follower -> {
                            synchronized (this) {
                                missed(lastId).forEach(follower::emit);
                                followers.add(follower);
                                follower.onTermination(() -> followers.remove(follower));
                            }
                        },
                        UNREAD_AT_MOST);
    }

    private List<Change> missed(String lastId) {
        long seen = number(lastId);
        long oldest = recent.isEmpty() ? last + 1 : recent.getFirst().number();
        if (seen < oldest - 1 || seen > last) {
            return new ArrayList<>(current.values());
        }
        return recent.stream().filter(change -> change.number() > seen).toList();
    }

    private long number(String id) {
        if (id == null || !id.startsWith(process + "-")) {
            return -1;
        }
        try {
            return Long.parseLong(id.substring(process.length() + 1));
        } catch (NumberFormatException foreign) {
            return -1;
        }
    }
}
