package org.e2enet.metrics.announce;

import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.inject.Singleton;
import org.e2enet.contract.ModelScored;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.edge.OutgoingEvents;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Sends events and returns when the broker has them. Thread safe; must not be called from an event loop. */
@Singleton
public class Announcer {
    private final OutgoingEvents events = new OutgoingEvents("/e2enet/metrics");
    private final MutinyEmitter<byte[]> scores;
    private final MutinyEmitter<byte[]> models;

    Announcer(
            @Channel("scores-computed") MutinyEmitter<byte[]> scores,
            @Channel("models-scored") MutinyEmitter<byte[]> models) {
        this.scores = scores;
        this.models = models;
    }

    public void announce(ScoresComputed event) {
        events.send(scores, event).toCompletableFuture().join();
    }

    public void announce(ModelScored event) {
        events.send(models, event).toCompletableFuture().join();
    }
}
