package org.e2enet.ingest.announce;

import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.e2enet.contract.Event;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.ScanRejected;
import org.e2enet.edge.OutgoingEvents;
import org.e2enet.ingest.config.IngestConfig;
import org.e2enet.ingest.problem.IngestFaults;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Sends events and returns when the broker has them on disk. Thread safe; blocks the calling thread. */
@Singleton
public final class Announcer {
    private static final OutgoingEvents EVENTS = new OutgoingEvents("/e2enet/ingest");

    private final MutinyEmitter<byte[]> received;
    private final MutinyEmitter<byte[]> normalized;
    private final MutinyEmitter<byte[]> rejected;
    private final MutinyEmitter<byte[]> requested;
    private final Duration timeout;

    @Inject
    Announcer(
            @Channel("received") MutinyEmitter<byte[]> received,
            @Channel("normalized") MutinyEmitter<byte[]> normalized,
            @Channel("rejected") MutinyEmitter<byte[]> rejected,
            @Channel("requested") MutinyEmitter<byte[]> requested,
            IngestConfig config) {
        this.received = received;
        this.normalized = normalized;
        this.rejected = rejected;
        this.requested = requested;
        this.timeout = config.announceTimeout();
    }

    /** @throws org.e2enet.faults.FaultException {@code ING-202} when the broker does not confirm in time */
    public void announce(ScanReceived event) {
        send(received, event);
    }

    /** As {@link #announce(ScanReceived)}. */
    public void announce(ScanNormalized event) {
        send(normalized, event);
    }

    /** As {@link #announce(ScanReceived)}. */
    public void announce(ScanRejected event) {
        send(rejected, event);
    }

    /** As {@link #announce(ScanReceived)}. */
    public void announce(PredictionRequested event) {
        send(requested, event);
    }

    private void send(MutinyEmitter<byte[]> channel, Event event) {
        try {
            EVENTS.send(channel, event).toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | IllegalStateException failure) {
            throw IngestFaults.notAnnounced(event.topic().shortName()).exception(failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw IngestFaults.notAnnounced(event.topic().shortName()).exception(failure);
        }
    }
}
