package org.e2enet.train.publish;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Runs;
import org.e2enet.contract.FoldHistory;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.faults.FaultException;
import org.e2enet.faults.Pseudonym;
import org.jboss.logging.Logger;

/** Keeps what folds told, for those who ask later. A line that cannot be kept stops no training. Thread safe over folds. */
@Singleton
public class Histories {
    private static final Logger LOG = Logger.getLogger(Histories.class);

    private final Catalogue catalogue;

    Histories(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    public Optional<FoldHistory> find(String runId, int fold) {
        return catalogue.histories().findReadable(Runs.id(runId, fold));
    }

    void add(TrainingProgressed progress) {
        if (progress.epoch() > 0 && progress.loss() != null) {
            change(progress.runId(), progress.fold(), history -> history.with(progress));
        }
    }

    void add(MasksEvolved evolved) {
        change(evolved.runId(), evolved.fold(), history -> history.with(evolved));
    }

    private void change(String runId, int fold, UnaryOperator<FoldHistory> change) {
        try {
            FoldHistory before = find(runId, fold).orElse(FoldHistory.empty(runId, fold));
            catalogue.histories().put(change.apply(before));
        } catch (FaultException unwritten) {
            LOG.warnf(
                    "Run %s, fold %d: %s",
                    Pseudonym.of(runId), fold, unwritten.fault().code());
        }
    }
}
