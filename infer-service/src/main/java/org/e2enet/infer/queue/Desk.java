package org.e2enet.infer.queue;

import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.e2enet.contract.Priority;

/**
 * Gives the engine to one prediction at a time, since a network uses all cores by itself: the most urgent first, of equal ones each alias
 * in turn, so that whoever asks one model for hundreds of scans does not keep another waiting, of an alias the first come. One of
 * {@link Priority#BATCH} pauses between two windows while another waits, and goes on from there, before others of its kind begin: it holds
 * the memory of what it did.
 *
 * <p>Thread-safe; a turn belongs to one thread.
 */
@Singleton
public class Desk {
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final Comparator<Turn> BEGUN_THEN_FIRST_COME =
            Comparator.<Turn, Boolean>comparing(turn -> !turn.begun).thenComparingLong(turn -> turn.arrival);

    private final List<Turn> waiting = new ArrayList<>();
    private Turn working;
    private long arrivals;
    /** By alias, the number of the turn in which it had the engine last. */
    private final Map<String, Long> served = new HashMap<>();

    private long turns;

    /** Stops a turn: asked when it waits and between windows; throws when it is to leave. */
    @FunctionalInterface
    public interface Watch {
        void check();
    }

    /** Queues up. The caller closes the turn. */
    public synchronized Turn enter(String predictionId, String alias, Priority priority, Watch watch) {
        Turn turn = new Turn(predictionId, alias, priority, ++arrivals, watch);
        waiting.add(turn);
        notifyAll();
        return turn;
    }

    /** Somebody wants the same sooner. @return whether it is more urgent now than it was */
    public synchronized boolean raise(String predictionId, Priority priority) {
        List<Turn> raised = Stream.concat(waiting.stream(), Stream.ofNullable(working))
                .filter(turn -> turn.predictionId.equals(predictionId) && priority.compareTo(turn.priority) < 0)
                .toList();
        raised.forEach(turn -> turn.priority = priority);
        if (!raised.isEmpty()) {
            notifyAll();
        }
        return !raised.isEmpty();
    }

    /** Places in the queue: 0 for who has the engine, 1 for the next. */
    public synchronized Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        List<Turn> order = order();
        for (int at = order.size(); at > 0; at--) {
            places.put(order.get(at - 1).predictionId, at);
        }
        if (working != null) {
            places.put(working.predictionId, 0);
        }
        return places;
    }

    /** Predictions that wait, paused ones included. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** Lets those who wait look at once whether they are to leave. */
    public synchronized void lookAgain() {
        notifyAll();
    }

    private Optional<Turn> next() {
        boolean halfDone = waiting.stream().anyMatch(turn -> turn.begun);
        return order().stream()
                .filter(turn -> !(turn.behindHalfDone && halfDone))
                .findFirst();
    }

    /** As they are served if nobody comes. */
    private List<Turn> order() {
        List<Turn> order = new ArrayList<>();
        Map<String, Long> last = new HashMap<>(served);
        long turn = turns;
        for (Priority priority : Priority.values()) {
            Map<String, Deque<Turn>> byAlias = new HashMap<>();
            waiting.stream()
                    .filter(each -> each.priority == priority)
                    .sorted(BEGUN_THEN_FIRST_COME)
                    .forEach(each -> byAlias.computeIfAbsent(each.alias, _ -> new ArrayDeque<>())
                            .add(each));
            while (!byAlias.isEmpty()) {
                Deque<Turn> next = byAlias.values().stream()
                        .min(Comparator.<Deque<Turn>, Boolean>comparing(queue -> !queue.getFirst().begun)
                                .thenComparingLong(queue -> last.getOrDefault(queue.getFirst().alias, 0L))
                                .thenComparingLong(queue -> queue.getFirst().arrival))
                        .orElseThrow();
                Turn first = next.removeFirst();
                order.add(first);
                last.put(first.alias, ++turn);
                if (next.isEmpty()) {
                    byAlias.remove(first.alias);
                }
            }
        }
        return order;
    }

    /** One prediction's claim to the engine. */
    public final class Turn implements AutoCloseable {
        private final String predictionId;
        private final String alias;
        /** Guarded by the desk. */
        private Priority priority;

        private final long arrival;
        private final Watch watch;
        private boolean begun;
        private boolean behindHalfDone;

        private Turn(String predictionId, String alias, Priority priority, long arrival, Watch watch) {
            this.predictionId = predictionId;
            this.alias = alias;
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
                        served.put(alias, ++turns);
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
