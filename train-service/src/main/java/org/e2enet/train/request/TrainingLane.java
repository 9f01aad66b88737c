package org.e2enet.train.request;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.edge.IncomingEvents;
import org.e2enet.edge.Lane;
import org.e2enet.train.config.TrainConfig;
import org.e2enet.train.fold.FoldFaults;
import org.e2enet.train.fold.FoldTrainer;
import org.e2enet.training.run.TrainingRun;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Takes folds from {@code training.requested} one at a time. A record is acknowledged when its fold has ended, well or not; a
 * fold that the service's end interrupts saves its state, and its record goes to whoever reads the topic next.
 */
@Singleton
public class TrainingLane {
    private static final Logger LOG = Logger.getLogger(TrainingLane.class);
    private static final String STAGE = "train.fold";

    private final IncomingEvents incoming = new IncomingEvents(FoldFaults.UNEXPECTED);
    private final Lane lane = new Lane("training");
    private final FoldTrainer trainer;
    private final TrainConfig config;

    TrainingLane(FoldTrainer trainer, TrainConfig config) {
        this.trainer = trainer;
        this.config = config;
    }

    @Incoming("training-requested")
    CompletionStage<Void> onRecord(Message<byte[]> message) {
        TrainingRequested request;
        try {
            request = incoming.read(message, TrainingRequested.class);
        } catch (RuntimeException unreadable) {
            return incoming.putAside(message, STAGE, unreadable);
        }
        return lane.submit(() -> train(request))
                .handle((_, failure) ->
                        failure == null ? message.ack() : incoming.putAside(message, STAGE, cause(failure)))
                .thenCompose(stage -> stage);
    }

    private TrainingRun.Outcome train(TrainingRequested request) {
        TrainingRun.Outcome outcome = trainer.train(request, lane::isDraining);
        if (outcome == TrainingRun.Outcome.INTERRUPTED) {
            // A draining lane drops what its task throws, so that the record is not acknowledged.
            throw new IllegalStateException("interrupted");
        }
        return outcome;
    }

    /** A fault may have a cause of its own, and is the one to tell. */
    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    }

    void onShutdown(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        LOG.info("Draining: the running fold saves its state after this step");
        LOG.info(
                lane.drain(config.drainTimeout())
                        ? "Drained"
                        : "Not drained within train.drain-timeout; ending anyway");
    }
}
