package org.e2enet.infer.prediction;

import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.edge.records.EventIntake;
import org.e2enet.edge.records.Intakes;
import org.e2enet.edge.work.Lanes;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Follows {@code predictions.requested} and reads ahead, so that an urgent request is seen while another is computed. */
@Singleton
class PredictionListener {
    /** Requests in hand, of which one computes and the others wait at the desk: as many threads, nearly all of them asleep. */
    private static final int AHEAD = 512;

    private final EventIntake<PredictionRequested> intake;

    PredictionListener(PredictionJob job, Intakes intakes, Lanes lanes) {
        this.intake = intakes.open(PredictionRequested.class, "infer.predict", lanes.open("predictions", AHEAD), job);
    }

    @Incoming("predictions-requested")
    CompletionStage<Void> onRecord(Message<byte[]> message) {
        return intake.take(message);
    }
}
