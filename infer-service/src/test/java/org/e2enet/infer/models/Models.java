package org.e2enet.infer.models;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.e2enet.contract.Axis;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ModelCosts;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PostProcessing;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Augmentation;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.architecture.Presets;

/** Published models without content. */
final class Models {
    private Models() {}

    /** @param digit of the hash of its weights, 64 times */
    static CheckpointPublished checkpoint(String modelId, String digit) {
        return checkpoint(modelId, digit, Set.of(), null);
    }

    static CheckpointPublished checkpoint(
            String modelId, String digit, Set<Axis> mirrored, PostProcessing postProcessing) {
        String sha256 = digit.repeat(64);
        Recipe recipe = Recipe.quick(1, 1, 1);
        Recipe mirroring = new Recipe(
                recipe.optimizer(),
                recipe.epochs(),
                recipe.iterationsPerEpoch(),
                recipe.batch(),
                recipe.clipNorm(),
                recipe.headWeights(),
                recipe.batchDice(),
                recipe.evolution(),
                new Augmentation(null, null, null, null, null, null, null, null, null, List.copyOf(mirrored)),
                recipe.foregroundShare(),
                recipe.seed());
        return new CheckpointPublished(
                modelId,
                "run",
                0,
                1,
                CheckpointPublished.Kind.FINAL,
                new ObjectRef(
                        "store:objects/" + sha256.substring(0, 2) + "/" + sha256.substring(2),
                        sha256,
                        100,
                        "application/octet-stream"),
                new DatasetDefinition("set", List.of("T1"), Map.of(0, "background", 1, "a")),
                Presets.paper(1, 4, Size3.cube(128), 0.8),
                mirroring,
                new ModelCosts(2, 1, 2, 1),
                Map.of(),
                null,
                postProcessing,
                null,
                null);
    }
}
