package org.e2enet.ingest.normalize;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.e2enet.contract.ScanReceived;
import org.e2enet.edge.IncomingEvents;
import org.e2enet.ingest.problem.IngestFaults;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Takes received scans from the topic. A record is acknowledged when its result is announced; a record that cannot be worked on
 * becomes a dead letter with stage and code, and the next one is taken.
 */
@ApplicationScoped
class NormalizeChannel {
    private static final String STAGE = "ingest.normalize";
    private static final IncomingEvents EVENTS = new IncomingEvents(IngestFaults.unexpected(STAGE));

    private final ScanNormalization normalization;
    private final Drain drain;

    @Inject
    NormalizeChannel(ScanNormalization normalization, Drain drain) {
        this.normalization = normalization;
        this.drain = drain;
    }

    @Incoming("scans-received")
    @Blocking(value = "normalize", ordered = false)
    CompletionStage<Void> take(Message<byte[]> message) {
        if (!drain.enter()) {
            return new CompletableFuture<>(); // neither done nor failed: the record is delivered again
        }
        try {
            normalization.process(EVENTS.read(message, ScanReceived.class));
            return message.ack();
        } catch (RuntimeException failure) {
            return EVENTS.putAside(message, STAGE, failure);
        } finally {
            drain.leave();
        }
    }
}
