package org.e2enet.contract;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.Pseudonym;

/**
 * Train one fold. One record per fold, so that replicas share the folds of a run.
 *
 * @param runId chosen by who asks
 * @param fold 0 … folds − 1
 * @param scanIds exactly the scans to learn from
 * @param validationScanIds scans kept from training; may be empty
 * @param plan architecture, patch, sparsity, …
 * @param recipe optimiser, steps, topology evolution, seed, …; where the start keeps its topology, evolution is off whatever it says
 * @param promoteTo alias the final model gets, or null
 * @param start model to start from, or null for random weights
 * @param preparation how scans are prepared for this training and the model will want them; null = as the data set's definition says,
 *     at the median spacing of the named scans where that leaves it open
 * @param engine that is to train; null = as the service is set. No part of what is trained: asked again with another one, the same fold
 *     goes on
 */
@RecordBuilder
public record TrainingRequested(
        String runId,
        int fold,
        int folds,
        String dataset,
        List<String> scanIds,
        List<String> validationScanIds,
        Plan plan,
        Recipe recipe,
        String promoteTo,
        TrainingStart start,
        Preparation preparation,
        EngineChoice engine)
        implements Event, TrainingRequestedBuilder.With {
    public TrainingRequested {
        Check.name(runId, "runId");
        Check.atLeast(folds, 1, "folds");
        Check.within(fold, 0, folds - 1d, "fold");
        Check.name(dataset, "dataset");
        scanIds = Check.filled(scanIds, "scanIds");
        scanIds.forEach(scanId -> Check.name(scanId, "scanIds"));
        validationScanIds = Check.list(validationScanIds);
        validationScanIds.forEach(scanId -> Check.name(scanId, "validationScanIds"));
        Check.present(plan, "plan");
        Check.present(recipe, "recipe");
        Check.nameOrNull(promoteTo, "promoteTo");
        if (start != null && start.topology() == TrainingStart.Topology.FIXED) {
            recipe = recipe.withEvolution(Evolution.never());
        }
    }

    /** Prepared as the data set says, on the engine the service is set to. */
    public TrainingRequested(
            String runId,
            int fold,
            int folds,
            String dataset,
            List<String> scanIds,
            List<String> validationScanIds,
            Plan plan,
            Recipe recipe,
            String promoteTo,
            TrainingStart start) {
        this(runId, fold, folds, dataset, scanIds, validationScanIds, plan, recipe, promoteTo, start, null, null);
    }

    /** Training from random weights. */
    public TrainingRequested(
            String runId,
            int fold,
            int folds,
            String dataset,
            List<String> scanIds,
            List<String> validationScanIds,
            Plan plan,
            Recipe recipe,
            String promoteTo) {
        this(runId, fold, folds, dataset, scanIds, validationScanIds, plan, recipe, promoteTo, null);
    }

    @Override
    public String key() {
        return runId + "/" + fold;
    }

    /** For logs: a hash stands for the run's id, which somebody made up. */
    @Override
    public String toString() {
        return Pseudonym.of(runId) + "/" + fold;
    }
}
