package org.e2enet.pacs.results;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionFailed;
import org.e2enet.contract.ScanRejected;
import org.e2enet.edge.records.EventIntake;
import org.e2enet.edge.records.Intakes;
import org.e2enet.edge.records.RecordWork;
import org.e2enet.edge.work.Lane;
import org.e2enet.edge.work.Lanes;
import org.e2enet.faults.Fault;
import org.e2enet.pacs.series.Cases;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Hears what became of scans that were handed over; what others handed in is none of its business. */
@ApplicationScoped
class PredictionEnds {
    private final EventIntake<PredictionCompleted> completed;
    private final EventIntake<PredictionFailed> failed;
    private final EventIntake<ScanRejected> rejected;

    @Inject
    PredictionEnds(Cases cases, Failures failures, Intakes intakes, Lanes lanes) {
        this.completed = intakes.open(
                PredictionCompleted.class,
                "dicom.results",
                lanes.open("completed", 1),
                (prediction, lane) -> cases.predicted(prediction));
        this.failed =
                intakes.open(PredictionFailed.class, "dicom.failures", lanes.open("failed", 1), new Failed(failures));
        this.rejected =
                intakes.open(ScanRejected.class, "dicom.rejections", lanes.open("rejected", 1), new Rejected(failures));
    }

    @Incoming("predictions-completed")
    CompletionStage<Void> takeCompleted(Message<byte[]> message) {
        return completed.take(message);
    }

    @Incoming("predictions-failed")
    CompletionStage<Void> takeFailed(Message<byte[]> message) {
        return failed.take(message);
    }

    @Incoming("scans-rejected")
    CompletionStage<Void> takeRejected(Message<byte[]> message) {
        return rejected.take(message);
    }

    private record Failed(Failures failures) implements RecordWork<PredictionFailed> {
        @Override
        public void handle(PredictionFailed prediction, Lane lane) {
            failures.tell(prediction.scanId(), of -> of.route().alias().equals(prediction.alias()), prediction.fault());
        }

        @Override
        public boolean answer(PredictionFailed prediction, Fault fault) {
            return Failures.isOfOthers(fault);
        }
    }

    private record Rejected(Failures failures) implements RecordWork<ScanRejected> {
        @Override
        public void handle(ScanRejected scan, Lane lane) {
            failures.tell(scan.scanId(), any -> true, scan.fault());
        }

        @Override
        public boolean answer(ScanRejected scan, Fault fault) {
            return Failures.isOfOthers(fault);
        }
    }
}
