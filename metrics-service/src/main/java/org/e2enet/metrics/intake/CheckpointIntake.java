package org.e2enet.metrics.intake;

import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.edge.records.EventIntake;
import org.e2enet.edge.records.Intakes;
import org.e2enet.edge.records.RecordWork;
import org.e2enet.edge.work.Lane;
import org.e2enet.edge.work.Lanes;
import org.e2enet.history.ModelHistory;
import org.e2enet.metrics.announce.StandingsAnnouncer;
import org.e2enet.metrics.gauges.ScoreGauges;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Learns what a model costs. Normally they are known before its first prediction; a model whose
 * predictions came first joins the comparison now. Thread safe.
 */
@Singleton
public class CheckpointIntake implements RecordWork<CheckpointPublished> {
    private final StandingsAnnouncer standings;
    private final ModelHistory history;
    private final ScoreGauges gauges;
    private final EventIntake<CheckpointPublished> intake;

    CheckpointIntake(
            StandingsAnnouncer standings, ModelHistory history, ScoreGauges gauges, Intakes intakes, Lanes lanes) {
        this.standings = standings;
        this.history = history;
        this.gauges = gauges;
        this.intake = intakes.open(CheckpointPublished.class, "metrics.costs", lanes.open("costs", 1), this);
    }

    @Incoming("checkpoints-published")
    CompletionStage<Void> take(Message<byte[]> message) {
        return intake.take(message);
    }

    @Override
    public void handle(CheckpointPublished checkpoint, Lane lane) {
        history.keep(checkpoint);
        standings.announce(checkpoint.modelId());
        gauges.update();
    }

    /** A model that is taken away keeps the scores it has. */
    @Override
    public boolean removed(String modelId) {
        return true;
    }
}
