package org.e2enet.console.runs;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.FoldDocument;
import org.e2enet.catalogue.Runs;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.FoldHistory;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.topology.FusionNode;

/** Folds with all they told. */
@Singleton
class FoldViews {
    private final Catalogue catalogue;

    @Inject
    FoldViews(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * A fold.
     *
     * @param modelId its final model, absent while there is none
     * @param epochs every finished one, in order
     * @param updates every topology update, in order; number 0 is the start
     */
    public record Fold(
            int fold,
            TrainingProgressed progress,
            String modelId,
            Plan plan,
            Recipe recipe,
            int scans,
            int validationScans,
            List<TrainingProgressed> epochs,
            List<Update> updates) {}

    /** @param nodes the fusion nodes' connections by direction, absent where the network has none of the paper's */
    public record Update(int update, int iteration, long dropped, double exploredShare, List<FusionNode> nodes) {
        private static Update of(FoldHistory.Update told) {
            return new Update(
                    told.update(),
                    told.iteration(),
                    told.dropped(),
                    told.exploredShare(),
                    FusionNode.areNodes(told.directions()) ? FusionNode.of(told.directions()) : null);
        }
    }

    Fold of(FoldDocument document) {
        TrainingRequested request = document.request();
        FoldHistory history = catalogue
                .histories()
                .findReadable(Runs.id(request.runId(), request.fold()))
                .orElseGet(() -> FoldHistory.empty(request.runId(), request.fold()));
        return new Fold(
                request.fold(),
                document.progress(),
                catalogue
                        .models()
                        .findReadable(CheckpointPublished.finalId(request.runId(), request.fold()))
                        .map(CheckpointPublished::modelId)
                        .orElse(null),
                request.plan(),
                request.recipe(),
                request.scanIds().size(),
                request.validationScanIds().size(),
                history.epochs(),
                history.updates().stream().map(Update::of).toList());
    }
}
