package org.e2enet.metrics.intake;

import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.edge.records.EventIntake;
import org.e2enet.edge.records.Intakes;
import org.e2enet.edge.records.RecordWork;
import org.e2enet.edge.work.Lane;
import org.e2enet.edge.work.Lanes;
import org.e2enet.history.ScoreHistory;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Learns of truth that comes after the prediction, or is corrected: every prediction of the scan that is not scored against it is
 * scored now. Thread safe.
 */
@Singleton
public class TruthIntake implements RecordWork<ScanNormalized> {
    private final Catalogue catalogue;
    private final ScoreHistory history;
    private final Scoring scoring;
    private final EventIntake<ScanNormalized> intake;

    TruthIntake(Catalogue catalogue, ScoreHistory history, Scoring scoring, Intakes intakes, Lanes lanes) {
        this.catalogue = catalogue;
        this.history = history;
        this.scoring = scoring;
        this.intake = intakes.open(ScanNormalized.class, "metrics.truth", lanes.open("truth", 1), this);
    }

    @Incoming("scans-normalized")
    CompletionStage<Void> take(Message<byte[]> message) {
        return intake.take(message);
    }

    @Override
    public void handle(ScanNormalized scan, Lane lane) {
        if (scan.labels() == null) {
            return;
        }
        for (String predictionId : history.predictionsOf(scan.scanId())) {
            lane.requireRunning();
            catalogue.predictions().findReadable(predictionId).ifPresent(scoring::scoreAgainstNewTruth);
        }
    }
}
