package org.e2enet.edge.records;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.e2enet.contract.Event;
import org.e2enet.contract.EventJson;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.work.Lane;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * The one way records come in. A record ends in one of four ways, and none of them ends its topic:
 *
 * <ul>
 *   <li>done: acknowledged;
 *   <li>its own fault: answered, or put aside as a dead letter, then acknowledged;
 *   <li>its surroundings' fault (store, broker): tried again with growing pauses for as long as it takes, while readiness says why;
 *   <li>the service ends: neither acknowledged nor failed, so that it is delivered again.
 * </ul>
 *
 * <p>Thread-safe.
 *
 * @param <E> the topic's events
 */
public final class EventIntake<E extends Event> {
    private static final Logger LOG = Logger.getLogger(EventIntake.class);

    /** Records that wait for something on its way, beside those in work. */
    private static final int PARKED_AT_MOST = 64;

    private static final Duration PARKED_FOR = Duration.ofSeconds(1);

    private final Class<E> type;
    private final String stage;
    private final Lane lane;
    private final RecordWork<E> work;
    private final Surroundings surroundings;
    private final DeadLetters deadLetters;
    private final Duration longestPause;
    private final Room room;
    private final AtomicInteger parked = new AtomicInteger();

    EventIntake(
            Class<E> type,
            String stage,
            Lane lane,
            int atOnce,
            RecordWork<E> work,
            Surroundings surroundings,
            DeadLetters deadLetters,
            Duration longestPause) {
        this.type = type;
        this.stage = stage;
        this.lane = lane;
        this.work = work;
        this.surroundings = surroundings;
        this.deadLetters = deadLetters;
        this.longestPause = longestPause;
        this.room = new Room(atOnce);
    }

    /** Takes a record over. @return completes when the next one may come, which is not before there is a thread for it */
    public CompletionStage<Void> take(Message<byte[]> message) {
        CompletionStage<Void> next = room.enter();
        submit(message, RecordPlace.of(message), System.nanoTime());
        return next;
    }

    private void submit(Message<byte[]> message, RecordPlace place, long since) {
        lane.submit(() -> settled(message, place, since)).whenComplete((settled, failure) -> {
            if (failure != null) {
                // Nothing is thrown past the steps but by a defect; the record stays unacknowledged and comes again.
                LOG.errorf(failure, "Record %s", place);
            } else if (settled) {
                message.ack();
                room.leave();
            } else {
                park(message, place, since);
            }
        });
    }

    /** Tries again shortly. Others have its place meanwhile, up to a number. */
    private void park(Message<byte[]> message, RecordPlace place, long since) {
        boolean aside = parked.incrementAndGet() <= PARKED_AT_MOST;
        if (aside) {
            room.leave();
        }
        CompletableFuture.delayedExecutor(PARKED_FOR.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    parked.decrementAndGet();
                    if (aside) {
                        room.enter();
                    }
                    submit(message, place, since);
                });
    }

    /** Whether the record is at its end; if not, it is to be tried again a little later. */
    private boolean settled(Message<byte[]> message, RecordPlace place, long since) {
        Pauses pauses = new Pauses(longestPause);
        Fault verdict = null;
        boolean answerable = true;
        while (true) {
            try {
                if (verdict == null) {
                    handle(message.getPayload(), place);
                } else if (!answerable || !answered(message.getPayload(), verdict)) {
                    answerable = false;
                    deadLetters.put(place, message.getPayload(), stage, verdict);
                }
                surroundings.goesOn(stage);
                return true;
            } catch (NotYet later) {
                lane.requireRunning();
                if (System.nanoTime() - since < later.atMost().toNanos()) {
                    return false;
                }
                verdict = later.fault();
            } catch (Throwable failure) {
                // What the end of the service interrupted says nothing of the record.
                lane.requireRunning();
                Fault fault = fault(failure, place);
                Fault lacking = surroundings.lacking(fault).orElse(null);
                if (lacking == null && verdict == null) {
                    verdict = fault;
                } else if (lacking == null && answerable) {
                    answerable = false;
                } else {
                    surroundings.waitsFor(stage, lacking == null ? fault : lacking);
                    lane.pause(pauses.next());
                }
            }
        }
    }

    private void handle(byte[] payload, RecordPlace place) {
        // A record without a value is the removal of a key where that has a meaning; elsewhere it is not readable.
        if (payload != null || !work.removed(place.key())) {
            work.handle(read(payload), lane);
        }
    }

    private boolean answered(byte[] payload, Fault verdict) {
        E event;
        try {
            event = read(payload);
        } catch (FaultException unreadable) {
            return false;
        }
        return work.answer(event, verdict);
    }

    private E read(byte[] payload) {
        return EventJson.read(payload == null ? new byte[0] : payload, type);
    }

    private Fault fault(Throwable failure, RecordPlace place) {
        Fault fault = EdgeFaults.of(failure, stage);
        if (fault.code().equals(EdgeFaults.UNEXPECTED)) {
            LOG.errorf(failure, "Record %s, %s", place, stage);
        }
        return fault;
    }
}
