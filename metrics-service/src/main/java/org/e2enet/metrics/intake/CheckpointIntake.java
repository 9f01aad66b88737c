package org.e2enet.metrics.intake;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.edge.IncomingEvents;
import org.e2enet.metrics.announce.StandingsAnnouncer;
import org.e2enet.metrics.gauges.ScoreGauges;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Learns that a model's costs can be looked up. Normally they are known before its first prediction; a model whose
 * predictions came first joins the comparison now. Thread safe.
 */
@Singleton
public class CheckpointIntake {
    private static final String STAGE = "metrics.costs";
    private static final IncomingEvents INCOMING = new IncomingEvents(IntakeFaults.UNFORESEEN);

    private final StandingsAnnouncer standings;
    private final ScoreGauges gauges;

    CheckpointIntake(StandingsAnnouncer standings, ScoreGauges gauges) {
        this.standings = standings;
        this.gauges = gauges;
    }

    @Incoming("checkpoints-published")
    @Blocking(value = "metrics-costs", ordered = false)
    CompletionStage<Void> take(Message<byte[]> message) {
        try {
            if (message.getPayload() != null) {
                standings.announce(
                        INCOMING.read(message, CheckpointPublished.class).modelId());
                gauges.update();
            }
        } catch (RuntimeException failure) {
            return INCOMING.putAside(message, STAGE, failure);
        }
        return message.ack();
    }
}
