package org.e2enet.prediction.window;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.e2enet.contract.Axis;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.Fault;

/**
 * How the sliding window runs. Part of what a prediction is derived from: other settings, another prediction.
 *
 * @param step distance of neighbouring windows in patches, 0 &lt; step ≤ 1
 * @param mirrorAxes axes to flip for test-time augmentation: the result is the mean over all 2ⁿ flips
 * @param averaging what is averaged
 */
public record WindowSettings(double step, Set<Axis> mirrorAxes, Averaging averaging) {
    /** The paper's: step ½, all three axes mirrored, probabilities averaged. */
    public static final WindowSettings PAPER =
            new WindowSettings(0.5, EnumSet.allOf(Axis.class), Averaging.PROBABILITIES);

    public WindowSettings {
        if (!(step > 0 && step <= 1)) {
            throw new Fault(
                            "PRE-101",
                            "0 < step <= 1 is wanted, got " + step,
                            "window step",
                            "Use 0.5, or 1 for windows side by side.")
                    .exception();
        }
        // Sorted, so that equal settings have one written form.
        mirrorAxes = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(mirrorAxes));
        Objects.requireNonNull(averaging, "averaging");
    }

    /** What infer-service does by default: as the paper, but for the flips, which are those that training made. */
    public static WindowSettings trained(Recipe recipe) {
        return new WindowSettings(PAPER.step, Set.copyOf(recipe.augmentation().mirrorAxes()), PAPER.averaging);
    }

    public WindowSettings withStep(double newStep) {
        return new WindowSettings(newStep, mirrorAxes, averaging);
    }

    public WindowSettings withoutMirroring() {
        return new WindowSettings(step, Set.of(), averaging);
    }

    /** Every combination of flips, the unflipped one first: 2ⁿ for n axes. */
    List<Set<Axis>> flips() {
        List<Set<Axis>> flips = new ArrayList<>();
        flips.add(EnumSet.noneOf(Axis.class));
        for (Axis axis : mirrorAxes) {
            for (Set<Axis> shorter : List.copyOf(flips)) {
                Set<Axis> longer = EnumSet.copyOf(shorter);
                longer.add(axis);
                flips.add(longer);
            }
        }
        return flips;
    }
}
