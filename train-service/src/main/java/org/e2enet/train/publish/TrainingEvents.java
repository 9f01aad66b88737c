package org.e2enet.train.publish;

import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.Event;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.edge.OutgoingEvents;
import org.eclipse.microprofile.reactive.messaging.Channel;

/**
 * Sends the service's events. What a run depends on being told (topology updates, checkpoints, promotions) is awaited, so
 * that order and delivery are certain; progress is not, a lost line of it matters to nobody.
 */
@Singleton
public class TrainingEvents {
    /** Longer than the producer's own delivery timeout of two minutes, which ends the wait with its reason. */
    private static final Duration SEND_TIMEOUT = Duration.ofMinutes(5);

    private final OutgoingEvents outgoing = new OutgoingEvents("/e2enet/train");
    private final MutinyEmitter<byte[]> requests;
    private final MutinyEmitter<byte[]> progress;
    private final MutinyEmitter<byte[]> topologies;
    private final MutinyEmitter<byte[]> checkpoints;
    private final MutinyEmitter<byte[]> promotions;

    TrainingEvents(
            @Channel("training-requested-out") MutinyEmitter<byte[]> requests,
            @Channel("training-progressed") MutinyEmitter<byte[]> progress,
            @Channel("masks-evolved") MutinyEmitter<byte[]> topologies,
            @Channel("checkpoints-published") MutinyEmitter<byte[]> checkpoints,
            @Channel("models-promoted") MutinyEmitter<byte[]> promotions) {
        this.requests = requests;
        this.progress = progress;
        this.topologies = topologies;
        this.checkpoints = checkpoints;
        this.promotions = promotions;
    }

    public CompletionStage<Void> send(TrainingRequested event) {
        return outgoing.send(requests, event);
    }

    public void send(TrainingProgressed event) {
        if (event.state() == TrainingProgressed.State.RUNNING) {
            outgoing.send(progress, event);
            return;
        }
        await(progress, event);
    }

    public void send(MasksEvolved event) {
        await(topologies, event);
    }

    public void send(CheckpointPublished event) {
        await(checkpoints, event);
    }

    public void send(ModelPromoted event) {
        await(promotions, event);
    }

    private void await(MutinyEmitter<byte[]> channel, Event event) {
        try {
            outgoing.send(channel, event).toCompletableFuture().get(SEND_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending " + event, interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("not sent: " + event, failure);
        }
    }
}
