package org.e2enet.pacs.work;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.e2enet.edge.work.Lane;
import org.jboss.logging.Logger;

/**
 * Things to do, each when it is due, on a lane's threads, none twice at the same time. It remembers ids only: what they stand for lies in
 * the vault, from where the queue is filled again after a start. Thread safe.
 */
public final class DueQueue {
    /** What is to be done for an id; when to come again, or empty when that was all. */
    @FunctionalInterface
    public interface Work {
        Optional<Instant> attempt(String id);
    }

    private static final Logger LOG = Logger.getLogger(DueQueue.class);
    private static final Duration AFTER_A_DEFECT = Duration.ofMinutes(1);
    private static final Duration WHILE_IN_WORK = Duration.ofMillis(100);

    private final Lane lane;
    private final Work work;
    private final Map<String, Due> waiting = new ConcurrentHashMap<>();
    private final DelayQueue<Due> queue = new DelayQueue<>();
    private final Set<String> inWork = new HashSet<>();

    public DueQueue(Lane lane, Work work) {
        this.lane = lane;
        this.work = work;
    }

    /** Begins to work. */
    public void start() {
        for (int n = 0; n < lane.threads(); n++) {
            lane.submit(this::run);
        }
    }

    /** Adds a thing, or makes one that waits due sooner. */
    public void add(String id, Instant due) {
        Due added = new Due(id, due);
        if (waiting.merge(id, added, (before, now) -> now.due().isBefore(before.due()) ? now : before) == added) {
            queue.add(added);
        }
    }

    private Void run() {
        while (!lane.isDraining()) {
            try {
                Due next = queue.take();
                // One that was made due sooner is there twice; only the sooner counts.
                if (waiting.remove(next.id(), next)) {
                    attempt(next.id());
                }
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                throw new CancellationException("the service ends");
            }
        }
        return null;
    }

    private void attempt(String id) {
        synchronized (inWork) {
            if (!inWork.add(id)) {
                add(id, Instant.now().plus(WHILE_IN_WORK));
                return;
            }
        }
        try {
            work.attempt(id).ifPresent(again -> add(id, again));
        } catch (CancellationException ending) {
            throw ending;
        } catch (RuntimeException defect) {
            lane.requireRunning();
            LOG.errorf(defect, "%s: %s", lane.name(), id);
            add(id, Instant.now().plus(AFTER_A_DEFECT));
        } finally {
            synchronized (inWork) {
                inWork.remove(id);
            }
        }
    }

    private record Due(String id, Instant due) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(Instant.now(), due));
        }

        @Override
        public int compareTo(Delayed other) {
            return due.compareTo(((Due) other).due());
        }
    }
}
