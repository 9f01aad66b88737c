package org.e2enet.console.events;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.e2enet.contract.EventJson;

/**
 * The last 10,000 notices, and who follows them. Who comes back with the last id it saw gets what it missed; who comes anew, after too
 * long, or with an id of another process, gets {@code reset} first. Thread-safe.
 */
@Singleton
class Notices {
    static final int KEPT = 10_000;

    /** A follower that is so far behind is cut off, and comes back with its last id. */
    private static final int UNREAD_AT_MOST = 2_000;

    /** The place before the first notice that was heard without a gap. */
    private String beginning = beginning();

    private final Deque<Notice> recent = new ArrayDeque<>();
    private final List<MultiEmitter<? super Notice>> followers = new CopyOnWriteArrayList<>();
    private boolean whole = true;

    void publish(String id, String name, Object data) {
        publish(new Notice(id, name, new String(EventJson.write(data), StandardCharsets.UTF_8)));
    }

    /** Everybody has to look at everything again: something may have gone unheard. */
    synchronized void reset() {
        recent.clear();
        whole = true;
        beginning = beginning();
        Notice reset = Notice.reset(last());
        followers.forEach(follower -> follower.emit(reset));
    }

    private synchronized void publish(Notice notice) {
        recent.addLast(notice);
        if (recent.size() > KEPT) {
            recent.removeFirst();
            whole = false;
        }
        followers.forEach(follower -> follower.emit(notice));
    }

    /** @param lastId of the last notice that was seen, or null */
    Multi<Notice> after(String lastId) {
        return Multi.createFrom()
                .emitter(
                        follower -> {
                            synchronized (this) {
                                missed(lastId).forEach(follower::emit);
                                followers.add(follower);
                                follower.onTermination(() -> followers.remove(follower));
                            }
                        },
                        UNREAD_AT_MOST + KEPT);
    }

    int followers() {
        return followers.size();
    }

    private List<Notice> missed(String lastId) {
        if (whole && beginning.equals(lastId)) {
            return List.copyOf(recent);
        }
        List<Notice> all = List.copyOf(recent);
        for (int n = all.size() - 1; n >= 0; n--) {
            if (all.get(n).id().equals(lastId)) {
                return all.subList(n + 1, all.size());
            }
        }
        return List.of(Notice.reset(last()));
    }

    private static String beginning() {
        return "start/" + UUID.randomUUID();
    }

    private String last() {
        return recent.isEmpty() ? beginning : recent.getLast().id();
    }
}
