package org.e2enet.train.publish;

import jakarta.inject.Singleton;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.edge.records.EventSender;

/**
 * Sends the service's events. What a run depends on being told (topology updates, checkpoints, promotions) is awaited, for as long as
 * the broker is away, so that order and delivery are certain; progress is not, a lost line of it matters to nobody.
 */
@Singleton
public class TrainingEvents {
    private final EventSender sender;
    private final Histories histories;

    TrainingEvents(EventSender sender, Histories histories) {
        this.sender = sender;
        this.histories = histories;
    }

    /** @throws org.e2enet.faults.FaultException EDG-201 at once when the broker is known to be away */
    public void send(TrainingRequested event) {
        sender.send(event);
    }

    public void send(TrainingProgressed event) {
        histories.add(event);
        if (event.state() == TrainingProgressed.State.RUNNING) {
            sender.offer(event);
        } else {
            sender.sendWhenThere(event);
        }
    }

    public void send(MasksEvolved event) {
        histories.add(event);
        sender.sendWhenThere(event);
    }

    public void send(CheckpointPublished event) {
        sender.sendWhenThere(event);
    }

    public void send(ModelPromoted event) {
        sender.sendWhenThere(event);
    }
}
