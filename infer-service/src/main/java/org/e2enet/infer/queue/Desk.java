package org.e2enet.infer.queue;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.e2enet.contract.Priority;

/**
 * Gives the engine to one prediction at a time, since a network uses all cores by itself: the most urgent first, of equal ones the
 * first come. One of {@link Priority#BATCH} pauses between two windows while another waits, and goes on from there.
 *
 * <p>Thread-safe; a turn belongs to one thread.
 */
@Singleton
public class Desk {
    private static final long LOOK_EVERY_MILLIS = 500;

    private final List<Turn> waiting = new ArrayList<>();
    private Turn working;
    private long arrivals;

    /** Stops a turn: asked when it waits and between windows; throws when it is to leave. */
    @FunctionalInterface
    public interface Watch {
        void check();
    }

    /** Queues up. The caller closes the turn. */
    public synchronized Turn enter(String predictionId, Priority priority, Watch watch) {
        Turn turn = new Turn(predictionId, priority, ++arrivals, watch);
        waiting.add(turn);
        notifyAll();
        return turn;
    }

    /** Place in the queue: 0 while it has the engine, 1 for the next; empty when it is not here. */
    public synchronized Optional<Integer> place(String predictionId) {
        if (working != null && working.predictionId.equals(predictionId)) {
            return Optional.of(0);
        }
        List<Turn> order = waiting.stream().sorted(Desk::compare).toList();
        for (int at = 0; at < order.size(); at++) {
            if (order.get(at).predictionId.equals(predictionId)) {
                return Optional.of(at + 1);
            }
        }
        return Optional.empty();
    }

    /** Predictions that wait, paused ones included. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** Lets those who wait look at once whether they are to leave. */
    public synchronized void lookAgain() {
        notifyAll();
    }

    private static int compare(Turn one, Turn other) {
        return Comparator.<Turn, Priority>comparing(turn -> turn.priority)
                .thenComparingLong(turn -> turn.arrival)
                .compare(one, other);
    }

    private Optional<Turn> next() {
        boolean halfDone = waiting.stream().anyMatch(turn -> turn.begun);
        return waiting.stream()
                .filter(turn -> !(turn.behindHalfDone && halfDone))
                .min(Desk::compare);
    }

    /** One prediction's claim to the engine. */
    public final class Turn implements AutoCloseable {
        private final String predictionId;
        private final Priority priority;
        private final long arrival;
        private final Watch watch;
        private boolean begun;
        private boolean behindHalfDone;

        private Turn(String predictionId, Priority priority, long arrival, Watch watch) {
            this.predictionId = predictionId;
            this.priority = priority;
            this.arrival = arrival;
            this.watch = watch;
        }

        /**
         * Returns when it is this one's turn.
         *
         * @throws CancellationException when interrupted meanwhile; and whatever the watch throws
         */
        public void await() {
            while (true) {
                watch.check();
                synchronized (Desk.this) {
                    if (working == null && next().orElse(null) == this) {
                        waiting.remove(this);
                        working = this;
                        begun = true;
                        return;
                    }
                    try {
                        Desk.this.wait(LOOK_EVERY_MILLIS);
                    } catch (InterruptedException ending) {
                        Thread.currentThread().interrupt();
                        throw new CancellationException("interrupted while waiting for its turn");
                    }
                }
            }
        }

        /** Whether somebody is to be let through now. */
        public boolean isToPause() {
            synchronized (Desk.this) {
                return priority == Priority.BATCH
                        && waiting.stream()
                                .anyMatch(other -> other.priority != Priority.BATCH && !other.behindHalfDone);
            }
        }

        /** Gives the engine up, what was done so far kept, and returns when it is this one's turn again. As {@link #await}. */
        public void pause() {
            giveUp();
            await();
        }

        /**
         * Lets those go on who paused for this one, as they hold what it lacks, and returns after they are done.
         *
         * @return false when there is nobody to wait for
         */
        public boolean letHalfDoneFinish() {
            synchronized (Desk.this) {
                if (waiting.stream().noneMatch(turn -> turn.begun)) {
                    return false;
                }
                begun = false;
                behindHalfDone = true;
            }
            giveUp();
            await();
            return true;
        }

        private void giveUp() {
            synchronized (Desk.this) {
                working = null;
                waiting.add(this);
                Desk.this.notifyAll();
            }
        }

        @Override
        public void close() {
            synchronized (Desk.this) {
                waiting.remove(this);
                if (working == this) {
                    working = null;
                }
                Desk.this.notifyAll();
            }
        }
    }
}
