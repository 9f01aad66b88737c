package org.e2enet.contract.recipe;

/** An augmentation's probability and the range its strength is drawn from, uniformly. */
public record Chance(double probability, double min, double max) {
    public static final Chance NEVER = new Chance(0, 0, 0);

    public Chance {
        RecipeFaults.require(
                probability >= 0 && probability <= 1, "augmentation", "probability must be in [0, 1]: " + probability);
        RecipeFaults.require(min <= max, "augmentation", "min must not exceed max: " + min + " > " + max);
    }
}
