package org.e2enet.infer.prediction;

import jakarta.inject.Singleton;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.e2enet.contract.PredictionFailed;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.edge.IncomingEvents;
import org.e2enet.faults.FaultException;
import org.e2enet.infer.compute.Lanes;
import org.e2enet.infer.config.Unexpected;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Follows {@code predictions.requested}, one request at a time. A request is acknowledged when its outcome has been announced;
 * one that the end of the service interrupts is not, and comes again. A request that fails for a known reason is
 * answered on {@code predictions.failed}; for an unknown one it is put aside as well, to be replayed.
 */
@Singleton
class PredictionListener {
    private static final String STAGE = "infer.predict";
    private static final IncomingEvents EVENTS = new IncomingEvents(Unexpected.FAULT);

    private final PredictionJob job;
    private final Announcer announcer;
    private final Lanes lanes;
    private final Tickets tickets;

    PredictionListener(PredictionJob job, Announcer announcer, Lanes lanes, Tickets tickets) {
        this.job = job;
        this.announcer = announcer;
        this.lanes = lanes;
        this.tickets = tickets;
    }

    @Incoming("predictions-requested")
    CompletionStage<Void> onRecord(Message<byte[]> message) {
        PredictionRequested request;
        try {
            request = EVENTS.read(message, PredictionRequested.class);
        } catch (FaultException unreadable) {
            return EVENTS.putAside(message, STAGE, unreadable);
        }
        return lanes.predictions()
                .submit(() -> job.run(request))
                .thenCompose(announcer::send)
                .thenCompose(_ -> message.ack())
                .exceptionallyCompose(failure -> unexpected(message, request, failure));
    }

    private CompletionStage<Void> unexpected(Message<byte[]> message, PredictionRequested request, Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        tickets.failed(request, Unexpected.FAULT);
        PredictionFailed event = new PredictionFailed(request.scanId(), request.alias(), Unexpected.FAULT);
        return announcer
                .send(new Outcome.Failed(event))
                .exceptionally(_ -> null)
                .thenCompose(_ -> EVENTS.putAside(message, STAGE, cause));
    }
}
