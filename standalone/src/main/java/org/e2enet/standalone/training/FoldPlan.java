package org.e2enet.standalone.training;

import java.util.Comparator;
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

/** Which scans each fold learns from. Fold f of five keeps a fifth of the persons for validation: {@link PersonFolds}. */
record FoldPlan(
        String runId,
        String dataset,
        List<ScanState> scans,
        Plan plan,
        Recipe recipe,
        String promoteTo,
        TrainingStart start) {
    private static final int FOLDS = 5;

    /** A data set's normalised scans with labels, by id. */
    static List<ScanState> trainingScans(IngestClient ingest, String dataset) throws InterruptedException {
        List<ScanState> scans = ingest.scans(dataset).stream()
                .filter(scan -> scan.labelled() && scan.status() == ScanState.Stage.NORMALIZED)
                .sorted(Comparator.comparing(ScanState::scanId))
                .toList();
        if (scans.isEmpty()) {
            throw new Fault(
                            "CLI-701",
                            "the data set has no labelled scan that is ready",
                            dataset,
                            "Take some in with './e2enet ingest'.")
                    .exception();
        }
        return scans;
    }

    /** @param folds wanted folds of five; null = one model on all scans */
    List<TrainingRequested> requests(List<Integer> folds) {
        if (folds == null) {
            List<String> all = scans.stream().map(ScanState::scanId).toList();
            return List.of(new TrainingRequested(runId, 0, 1, dataset, all, List.of(), plan, recipe, promoteTo, start));
        }
        PersonFolds split = PersonFolds.of(scans, FOLDS);
        return folds.stream().map(fold -> request(fold, split)).toList();
    }

    private TrainingRequested request(int fold, PersonFolds split) {
        if (fold < 0 || fold >= FOLDS || split.persons() < FOLDS) {
            throw new Fault(
                            "CLI-702",
                            "fold " + fold + " of " + FOLDS + " over " + scans.size() + " scans of " + split.persons()
                                    + " persons is not possible",
                            "--folds",
                            "Give folds 0 to 4 and labelled scans of at least five persons.")
                    .exception();
        }
        List<String> validation = split.folds().get(fold);
        List<String> training = scans.stream()
                .map(ScanState::scanId)
                .filter(scanId -> !validation.contains(scanId))
                .toList();
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
