package org.e2enet.edge.records;

import java.util.concurrent.CompletableFuture;

/**
 * Room for so many records at once: the channel hands over the next when there is some, so that no more lie with an instance than it
 * works on. For one caller at a time; {@link #leave} from any thread.
 */
final class Room {
    private int free;
    private CompletableFuture<Void> next = CompletableFuture.completedFuture(null);

    Room(int places) {
        this.free = places;
    }

    /** Takes a place. @return completes when there is one for the next */
    synchronized CompletableFuture<Void> enter() {
        free--;
        if (free <= 0) {
            next = new CompletableFuture<>();
        }
        return next;
    }

    void leave() {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            free++;
            waiting = free > 0 ? next : null;
        }
        if (waiting != null) {
            waiting.complete(null);
        }
    }
}
