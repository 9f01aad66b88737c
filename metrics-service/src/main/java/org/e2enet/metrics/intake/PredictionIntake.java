package org.e2enet.metrics.intake;

import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.edge.records.EventIntake;
import org.e2enet.edge.records.Intakes;
import org.e2enet.edge.records.RecordWork;
import org.e2enet.edge.work.Lane;
import org.e2enet.edge.work.Lanes;
import org.e2enet.metrics.config.MetricsConfig;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Scores each completed prediction once. A redelivered one finds its score in the database and is announced again without
 * computing. Scored, it is acknowledged only after score and standings are kept and out. Thread safe.
 */
@Singleton
public class PredictionIntake implements RecordWork<PredictionCompleted> {
    private final Scoring scoring;
    private final EventIntake<PredictionCompleted> intake;

    PredictionIntake(Scoring scoring, MetricsConfig config, Intakes intakes, Lanes lanes) {
        this.scoring = scoring;
        this.intake = intakes.open(
                PredictionCompleted.class, "metrics.score", lanes.open("scoring", config.concurrency()), this);
    }

    @Incoming("predictions-completed")
    CompletionStage<Void> take(Message<byte[]> message) {
        return intake.take(message);
    }

    @Override
    public void handle(PredictionCompleted prediction, Lane lane) {
        scoring.score(prediction);
    }
}
