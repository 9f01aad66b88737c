package org.e2enet.train.request;

import jakarta.inject.Singleton;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.edge.records.EventIntake;
import org.e2enet.edge.records.Intakes;
import org.e2enet.edge.records.RecordWork;
import org.e2enet.edge.work.Lane;
import org.e2enet.edge.work.Lanes;
import org.e2enet.train.fold.FoldTrainer;
import org.e2enet.training.run.TrainingRun;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Takes folds from {@code training.requested} one at a time. A record is acknowledged when its fold has ended, well or not; a
 * fold that the service's end interrupts saves its state, and its record goes to whoever reads the topic next; one that its
 * surroundings hold up goes on from its last state when they are back.
 */
@Singleton
public class TrainingLane implements RecordWork<TrainingRequested> {
    private final FoldTrainer trainer;
    private final EventIntake<TrainingRequested> intake;

    TrainingLane(FoldTrainer trainer, Intakes intakes, Lanes lanes) {
        this.trainer = trainer;
        this.intake =
                intakes.open(TrainingRequested.class, "train.fold", lanes.open("training", 1, Lane.Asking.FLAG), this);
    }

    @Incoming("training-requested")
    CompletionStage<Void> onRecord(Message<byte[]> message) {
        return intake.take(message);
    }

    @Override
    public void handle(TrainingRequested request, Lane lane) {
        if (trainer.train(request, lane::isDraining) == TrainingRun.Outcome.INTERRUPTED) {
            throw new CancellationException("interrupted");
        }
    }
}
