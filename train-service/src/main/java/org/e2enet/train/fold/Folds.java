package org.e2enet.train.fold;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.FoldDocument;
import org.e2enet.catalogue.Runs;
import org.e2enet.contract.TrainedBy;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.faults.Fault;

/** The folds' documents. */
@Singleton
public class Folds {
    private final Runs runs;

    Folds(Catalogue catalogue) {
        this.runs = catalogue.runs();
    }

    public Optional<FoldDocument> find(String runId, int fold) {
        return runs.find(runId, fold);
    }

    /** All folds of a run that were begun, in order. */
    public List<FoldDocument> ofRun(String runId) {
        return runs.folds(runId);
    }

    /**
     * The document of a request, which is made when it is taken over REST, else at its first delivery.
     *
     * @throws org.e2enet.faults.FaultException TRA-201 when another request took this run id and fold
     */
    public FoldDocument open(TrainingRequested request) {
        FoldDocument stored = runs.open(FoldDocument.fresh(request, Progress.notStarted(request)));
        if (!said(stored.request(), request).equals(said(request, stored.request()))) {
            throw new Fault(
                            "TRA-201",
                            "this run id and fold belong to another request",
                            request.key(),
                            "Choose another run id; the first request goes on.")
                    .exception();
        }
        return stored;
    }

    /**
     * A request with how scans are prepared, which who asks may leave open and who takes the fold up then says; without its engine, which
     * either may be for the same fold.
     */
    private static TrainingRequested said(TrainingRequested request, TrainingRequested other) {
        TrainingRequested prepared =
                request.preparation() == null ? request.withPreparation(other.preparation()) : request;
        return prepared.withEngine(null);
    }

    /** As {@link #open} for a fold that somebody asks for: who asks again does not meet the failure of before. */
    public void ask(TrainingRequested request) {
        FoldDocument stored = open(request);
        FoldDocument asked = stored.askedAgain();
        if (asked != stored) {
            publish(asked);
        }
    }

    /** What made the steps that a fold goes on from, if it has made any that were saved. */
    static Optional<TrainedBy> trainedBy(FoldDocument document) {
        return Optional.ofNullable(document.progress().trainedBy()).filter(_ -> document.state() != null);
    }

    /** Replaces a fold's document. @return the new one */
    FoldDocument publish(FoldDocument document) {
        runs.put(document);
        return document;
    }
}
