package org.e2enet.scoring.postprocessing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.e2enet.contract.PostProcessing;
import org.e2enet.scoring.evaluation.Mean;

/**
 * nnU-Net's decision over all validation cases of a cross-validation. The whole foreground keeps its largest component only
 * if the mean Dice rises and that of no class falls; after that, each class keeps its own only if its Dice rises.
 *
 * <p>A class' Dice is its mean over the cases in which it is defined, the mean Dice that over the classes. As clearing one class
 * never changes another, the order of the classes does not matter.
 *
 * @param postProcessing what to apply
 * @param diceBefore mean Dice of the plain predictions, empty when no class was ever defined
 * @param diceAfter mean Dice with what was chosen
 */
public record PostProcessingChoice(PostProcessing postProcessing, OptionalDouble diceBefore, OptionalDouble diceAfter) {
    /** Decides. The same cases give the same choice, in whatever order they come. */
    public static PostProcessingChoice of(List<CaseTrial> cases) {
        Map<Integer, List<ClassTrial>> byLabel = cases.stream()
                .flatMap(each -> each.classes().stream())
                .collect(Collectors.groupingBy(ClassTrial::label, TreeMap::new, Collectors.toList()));
        Map<Integer, OptionalDouble> plain = means(byLabel, ClassTrial::plain);
        Map<Integer, OptionalDouble> foreground = means(byLabel, ClassTrial::ofForeground);
        boolean ofForeground = rises(mean(plain.values()), mean(foreground.values()))
                && plain.keySet().stream().noneMatch(label -> rises(foreground.get(label), plain.get(label)));
        Map<Integer, OptionalDouble> before = ofForeground ? foreground : plain;
        Map<Integer, OptionalDouble> cleared = means(byLabel, ofForeground ? ClassTrial::ofBoth : ClassTrial::ofLabel);
        Map<Integer, OptionalDouble> after = new TreeMap<>(before);
        cleared.forEach((label, dice) -> after.compute(label, (_, old) -> rises(old, dice) ? dice : old));
        List<Integer> ofLabels = byLabel.keySet().stream()
                .filter(label -> rises(before.get(label), cleared.get(label)))
                .toList();
        return new PostProcessingChoice(
                new PostProcessing(ofForeground, ofLabels), mean(plain.values()), mean(after.values()));
    }

    private static Map<Integer, OptionalDouble> means(
            Map<Integer, List<ClassTrial>> byLabel, Function<ClassTrial, Double> dice) {
        Map<Integer, OptionalDouble> means = new TreeMap<>();
        byLabel.forEach((label, trials) -> means.put(
                label,
                mean(trials.stream()
                        .map(dice)
                        .map(value -> value == null ? OptionalDouble.empty() : OptionalDouble.of(value))
                        .toList())));
        return means;
    }

    private static OptionalDouble mean(Collection<OptionalDouble> values) {
        // Sorted: a sum's last bits depend on its order, and a choice must not.
        return Mean.of(values.stream().sorted((a, b) -> Double.compare(a.orElse(-1), b.orElse(-1))))
                .value();
    }

    /** Something undefined neither rises nor falls. */
    private static boolean rises(OptionalDouble from, OptionalDouble to) {
        return from.isPresent() && to.isPresent() && to.getAsDouble() > from.getAsDouble();
    }
}
