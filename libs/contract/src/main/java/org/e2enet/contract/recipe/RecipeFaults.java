package org.e2enet.contract.recipe;

import java.util.List;
import org.e2enet.faults.Fault;

/** What can be wrong with a recipe, said before any work is done. */
final class RecipeFaults {
    private RecipeFaults() {}

    static void check(
            int epochs,
            int iterationsPerEpoch,
            int batch,
            double clipNorm,
            List<Double> headWeights,
            double foregroundShare) {
        require(epochs >= 1, "epochs", "at least 1 is wanted, got " + epochs);
        require(iterationsPerEpoch >= 1, "iterationsPerEpoch", "at least 1 is wanted, got " + iterationsPerEpoch);
        require(
                (long) epochs * iterationsPerEpoch <= Integer.MAX_VALUE,
                "epochs",
                "at most 2147483647 iterations in all are wanted, got " + (long) epochs * iterationsPerEpoch);
        require(batch >= 1, "batch", "at least 1 is wanted, got " + batch);
        require(clipNorm >= 0, "clipNorm", "must not be negative, got " + clipNorm);
        require(
                headWeights.stream().allMatch(weight -> weight >= 0 && Double.isFinite(weight))
                        && headWeights.stream().anyMatch(weight -> weight > 0),
                "headWeights",
                "at least one positive weight and none negative is wanted, got " + headWeights);
        require(
                foregroundShare >= 0 && foregroundShare <= 1,
                "foregroundShare",
                "must be in [0, 1], got " + foregroundShare);
    }

    static void require(boolean holds, String field, String what) {
        if (!holds) {
            throw new Fault("NET-111", what, "recipe." + field, "Correct the recipe.").exception();
        }
    }
}
