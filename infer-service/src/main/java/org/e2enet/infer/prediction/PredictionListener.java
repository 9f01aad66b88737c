package org.e2enet.infer.prediction;

import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.edge.records.EventIntake;
import org.e2enet.edge.records.Intakes;
import org.e2enet.edge.work.Lanes;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Follows {@code predictions.requested}, one request at a time: a network uses all cores by itself. */
@Singleton
class PredictionListener {
    private final EventIntake<PredictionRequested> intake;

    PredictionListener(PredictionJob job, Intakes intakes, Lanes lanes) {
        this.intake = intakes.open(PredictionRequested.class, "infer.predict", lanes.open("predictions", 1), job);
    }

    @Incoming("predictions-requested")
    CompletionStage<Void> onRecord(Message<byte[]> message) {
        return intake.take(message);
    }
}
