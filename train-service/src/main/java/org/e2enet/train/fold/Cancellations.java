package org.e2enet.train.fold;

import jakarta.inject.Singleton;
import java.util.List;
import org.e2enet.catalogue.Cancellation;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Documents;
import org.e2enet.catalogue.FoldDocument;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.faults.FaultException;
import org.e2enet.faults.Pseudonym;
import org.jboss.logging.Logger;

/**
 * Runs that somebody asked to end: document {@code cancelled-runs/<runId>.json}, so that every replica sees it, now and when a
 * waiting fold's turn comes. For good: a run id means one training.
 */
@Singleton
public class Cancellations {
    private static final Logger LOG = Logger.getLogger(Cancellations.class);
    private final Documents<Cancellation> cancelled;
    private final Folds folds;

    Cancellations(Catalogue catalogue, Folds folds) {
        this.cancelled = catalogue.cancelledRuns();
        this.folds = folds;
    }

    /** Asks for the end of a run, begun or not. @return false when all its folds are finished */
    public boolean ask(String runId) {
        List<FoldDocument> begun = folds.ofRun(runId);
        int wanted = begun.isEmpty() ? 1 : begun.getFirst().request().folds();
        if (begun.stream().filter(FoldDocument::isFinished).count() == wanted) {
            return false;
        }
        cancelled.put(new Cancellation(runId));
        return true;
    }

    /** @throws FaultException TRA-204 when the request's run was cancelled */
    void requireNotAsked(TrainingRequested request) {
        if (isAsked(request.runId())) {
            throw FoldFaults.cancelled(request.runId()).exception();
        }
    }

    /** Whether a run is to end. While the store cannot be read nobody knows: the training goes on. */
    boolean isAsked(String runId) {
        try {
            return cancelled.contains(runId);
        } catch (FaultException unread) {
            LOG.warnf("Run %s: %s", Pseudonym.of(runId), unread.fault().code());
            return false;
        }
    }
}
