package org.e2enet.contract.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * How a model is trained (spec §3–4). Travels in training requests and lives in every checkpoint.
 *
 * @param optimizer step rule and its schedule
 * @param epochs and {@code iterationsPerEpoch}: their product is T, the number of steps
 * @param batch patches per step
 * @param clipNorm largest gradient norm, counted over active weights; 0 = no clipping
 * @param headWeights weight of each head's loss, full resolution first
 * @param batchDice Dice over the whole batch instead of per sample
 * @param evolution when and how the topology changes
 * @param augmentation random changes of the patches
 * @param foregroundShare share of a batch's patches that are centred on foreground
 * @param seed of everything random: weights, topology, patches, augmentation
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Recipe(
        Optimizer optimizer,
        int epochs,
        int iterationsPerEpoch,
        int batch,
        double clipNorm,
        List<Double> headWeights,
        boolean batchDice,
        Evolution evolution,
        Augmentation augmentation,
        double foregroundShare,
        long seed)
        implements RecipeBuilder.With {
    /** The released code's four heads. */
    public static final List<Double> FOUR_HEADS = List.of(8 / 15d, 4 / 15d, 2 / 15d, 1 / 15d);

    /** Algorithm 1's three heads. */
    public static final List<Double> THREE_HEADS = List.of(4 / 7d, 2 / 7d, 1 / 7d);

    public Recipe {
        RecipeFaults.require(optimizer != null, "optimizer", "a value is wanted, got none");
        RecipeFaults.require(evolution != null, "evolution", "a value is wanted, got none");
        augmentation = augmentation == null ? Augmentation.none() : augmentation;
        headWeights = headWeights == null ? FOUR_HEADS : List.copyOf(headWeights);
        RecipeFaults.check(epochs, iterationsPerEpoch, batch, clipNorm, headWeights, foregroundShare);
    }

    /** T of Algorithm 1. */
    public int iterations() {
        return Math.multiplyExact(epochs, iterationsPerEpoch);
    }

    /** The paper's recipe: 1000 epochs of 250 steps, SGD, topology update every 1200 steps. */
    public static Recipe paper(long seed) {
        return new Recipe(
                Optimizer.sgd(0.01),
                1000,
                250,
                2,
                12,
                FOUR_HEADS,
                false,
                Evolution.paper(),
                Augmentation.full(),
                0.33,
                seed);
    }

    /** A short run on one machine: AdamW learns where momentum 0.99 has no time to. At 0.003 small classes come too late. */
    public static Recipe quick(int epochs, int iterationsPerEpoch, long seed) {
        return new Recipe(
                Optimizer.adamW(0.008),
                epochs,
                iterationsPerEpoch,
                1,
                12,
                FOUR_HEADS,
                false,
                Evolution.every(100),
                Augmentation.light(),
                0.33,
                seed);
    }
}
