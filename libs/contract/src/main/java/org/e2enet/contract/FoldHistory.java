package org.e2enet.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a fold told while it ran: every finished epoch, every topology update without its kernels. Document
 * {@code histories/<runId>/<fold>.json}.
 *
 * @param epochs by number
 * @param updates by number; 0 is the start
 */
public record FoldHistory(String runId, int fold, List<TrainingProgressed> epochs, List<Update> updates) {
    /** Of a fold that has told nothing yet. */
    public static FoldHistory empty(String runId, int fold) {
        return new FoldHistory(runId, fold, List.of(), List.of());
    }

    /**
     * A topology update.
     *
     * @param iteration after whose step it took place
     * @param dropped connections that were dropped; as many were grown
     * @param exploredShare share of all maskable connections that have ever been active
     * @param directions every fusion node's connections by direction
     */
    public record Update(
            int update, int iteration, long dropped, double exploredShare, List<DirectionShares> directions) {
        public Update {
            directions = Check.list(directions);
        }
    }

    public FoldHistory {
        Check.name(runId, "runId");
        Check.atLeast(fold, 0, "fold");
        epochs = Check.list(epochs);
        updates = Check.list(updates);
    }

    /** With one more epoch. A fold that went back to its last checkpoint tells some again: the later word counts. */
    public FoldHistory with(TrainingProgressed epoch) {
        List<TrainingProgressed> told = new ArrayList<>(epochs);
        told.removeIf(before -> before.epoch() >= epoch.epoch());
        told.add(epoch);
        return new FoldHistory(runId, fold, told, updates);
    }

    /** With one more update, likewise. */
    public FoldHistory with(MasksEvolved evolved) {
        List<Update> told = new ArrayList<>(updates);
        told.removeIf(before -> before.update() >= evolved.update());
        told.add(new Update(
                evolved.update(),
                evolved.iteration(),
                evolved.dropped(),
                evolved.exploredShare(),
                evolved.directions()));
        told.sort(Comparator.comparingInt(Update::update));
        return new FoldHistory(runId, fold, epochs, told);
    }
}
