package org.e2enet.standalone.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.e2enet.client.IngestClient;
import org.e2enet.client.ScanState;
import org.e2enet.client.TrainClient;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.TrainingStart;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.Fault;

/** Which scans each fold learns from. Fold f of five keeps every fifth scan, by id, for validation. */
record FoldPlan(
        String runId,
        String dataset,
        List<String> scanIds,
        Plan plan,
        Recipe recipe,
        String promoteTo,
        TrainingStart start) {
    private static final int FOLDS = 5;

    /** Ids of a data set's normalised scans with labels, sorted. */
    static List<String> trainingScans(IngestClient ingest, String dataset) throws InterruptedException {
        List<String> ids = ingest.scans(dataset).stream()
                .filter(scan -> scan.labelled() && scan.status() == ScanState.Stage.NORMALIZED)
                .map(ScanState::scanId)
                .sorted()
                .toList();
        if (ids.isEmpty()) {
            throw new Fault(
                            "CLI-701",
                            "the data set has no labelled scan that is ready",
                            dataset,
                            "Take some in with './e2enet ingest'.")
                    .exception();
        }
        return ids;
    }

    /** @param folds wanted folds of five; null = one model on all scans */
    List<TrainingRequested> requests(List<Integer> folds) {
        if (folds == null) {
            return List.of(
                    new TrainingRequested(runId, 0, 1, dataset, scanIds, List.of(), plan, recipe, promoteTo, start));
        }
        return folds.stream().map(this::request).toList();
    }

    private TrainingRequested request(int fold) {
        if (fold < 0 || fold >= FOLDS || scanIds.size() < FOLDS) {
            throw new Fault(
                            "CLI-702",
                            "fold " + fold + " of " + FOLDS + " over " + scanIds.size() + " scans is not possible",
                            "--folds",
                            "Give folds 0 to 4 and at least five labelled scans.")
                    .exception();
        }
        List<String> training = new ArrayList<>();
        List<String> validation = new ArrayList<>();
        for (int i = 0; i < scanIds.size(); i++) {
            (i % FOLDS == fold ? validation : training).add(scanIds.get(i));
        }
        return new TrainingRequested(runId, fold, FOLDS, dataset, training, validation, plan, recipe, promoteTo, start);
    }

    /** The requests of an earlier run whose folds have not finished. */
    static List<TrainingRequested> again(TrainClient train, String runId) throws InterruptedException {
        Set<Integer> finished = train.progress(runId).stream()
                .filter(fold -> fold.state() == TrainingProgressed.State.FINISHED)
                .map(TrainingProgressed::fold)
                .collect(Collectors.toSet());
        return train.requests(runId).stream()
                .filter(request -> !finished.contains(request.fold()))
                .toList();
    }
}
