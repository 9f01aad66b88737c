package org.e2enet.contract;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.quality.QualityReference;
import org.e2enet.contract.recipe.Recipe;

/**
 * A model is in the store, with all that is needed to serve it. Also the document {@code models/<modelId>.json}.
 *
 * @param weights safetensors: weights under the paper code's names, masks as {@code mask.<name>}
 * @param definition channels, labels and normalisation of the data set it learned from
 * @param scores by name, for example {@code meanPseudoDice}
 * @param probe safetensors with {@code input} and the {@code logits.0} it must give, or null
 * @param postProcessing what its run's cross-validation decided, or null before (and without) a decision
 * @param preparation how it wants its scans; left out by older services, it follows from definition and plan
 * @param reference what is usual in scans it learned from; null before it was measured, and in older models: its predictions are
 *     not judged then
 */
@RecordBuilder
public record CheckpointPublished(
        String modelId,
        String runId,
        int fold,
        int iteration,
        Kind kind,
        ObjectRef weights,
        DatasetDefinition definition,
        Plan plan,
        Recipe recipe,
        ModelCosts costs,
        Map<String, Double> scores,
        ObjectRef probe,
        PostProcessing postProcessing,
        Preparation preparation,
        QualityReference reference)
        implements Event, CheckpointPublishedBuilder.With {
    /** Id of a fold's final model. */
    public static String finalId(String runId, int fold) {
        return runId + "-fold" + fold;
    }

    /** In the middle of training, the best by validation so far, or the end. */
    public enum Kind {
        INTERIM,
        BEST,
        FINAL
    }

    /** A model whose cross-validation has decided nothing yet. */
    public CheckpointPublished(
            String modelId,
            String runId,
            int fold,
            int iteration,
            Kind kind,
            ObjectRef weights,
            DatasetDefinition definition,
            Plan plan,
            Recipe recipe,
            ModelCosts costs,
            Map<String, Double> scores,
            ObjectRef probe) {
        this(
                modelId,
                runId,
                fold,
                iteration,
                kind,
                weights,
                definition,
                plan,
                recipe,
                costs,
                scores,
                probe,
                null,
                null,
                null);
    }

    public CheckpointPublished {
        Check.name(modelId, "modelId");
        Check.name(runId, "runId");
        Check.atLeast(fold, 0, "fold");
        Check.atLeast(iteration, 0, "iteration");
        Check.present(kind, "kind");
        Check.present(weights, "weights");
        Check.present(definition, "definition");
        Check.present(plan, "plan");
        Check.present(recipe, "recipe");
        Check.present(costs, "costs");
        preparation = preparation == null ? followsFrom(definition, plan) : preparation;
        scores = scores == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(scores));
    }

    /** The data set's preparation. Where that leaves the spacing open, the plan's counts; where both do, each scan keeps its own. */
    private static Preparation followsFrom(DatasetDefinition definition, Plan plan) {
        Preparation preparation = definition.preparation();
        return preparation.spacingMm() == null && plan.preparation() != null
                ? preparation.withSpacing(plan.preparation().spacingMm())
                : preparation;
    }

    /** The same model, told how it wants its scans; its plan says the same. */
    public CheckpointPublished wanting(Preparation newPreparation) {
        return with(model -> model.plan(plan.withPreparation(newPreparation)).preparation(newPreparation));
    }

    /** The same model with its cross-validation's decision. */
    public CheckpointPublished decided(PostProcessing decision, Map<String, Double> newScores) {
        return with(model -> model.postProcessing(decision).scores(newScores));
    }

    @Override
    public String key() {
        return modelId;
    }

    @Override
    public String toString() {
        return "CheckpointPublished[" + modelId + ", " + kind + "]";
    }
}
