package org.e2enet.network.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.e2enet.faults.Fault;
import org.e2enet.network.Size3;

/** What can be wrong with a plan, said before any work is done. */
final class PlanFaults {
    private static final Set<String> NORMALIZATIONS = Set.of("zscore", "ct", "none");

    private PlanFaults() {}

    static void requireGiven(Object value, String field) {
        require(value != null, field, "a value is wanted, got none");
    }

    static void checkEnds(int inputChannels, int classes, List<String> normalization) {
        require(inputChannels >= 1, "inputChannels", "at least 1 is wanted, got " + inputChannels);
        require(classes >= 2, "classes", "at least 2 with the background are wanted, got " + classes);
        require(
                normalization.isEmpty() || normalization.size() == inputChannels,
                "normalization",
                "one per input channel is wanted (" + inputChannels + "), got " + normalization);
        require(
                NORMALIZATIONS.containsAll(normalization),
                "normalization",
                "zscore, ct or none is wanted, got " + normalization);
    }

    static void checkLevels(List<Integer> channels, List<Size3> strides, Size3 patch) {
        require(channels.size() >= 2, "channels", "at least two levels are wanted, got " + channels);
        require(channels.stream().allMatch(c -> c >= 1), "channels", "must be positive, got " + channels);
        require(
                strides.size() == channels.size() - 1,
                "strides",
                (channels.size() - 1) + " are wanted for " + channels.size() + " levels, got " + strides.size());
        if (patch != null) {
            Size3 divisor = strides.stream().reduce(Size3.cube(1), Size3::times);
            require(
                    patch.isDivisibleBy(divisor),
                    "patch",
                    patch + " is not divisible by the product of the strides " + divisor);
        }
    }

    /** Even kernels have no middle: padding could not keep the extents. */
    static void checkKernels(Size3 kernel, Map<String, Size3> overrides) {
        require(isOdd(kernel), "kernel", "odd extents are wanted, got " + kernel);
        overrides.forEach((prefix, override) ->
                require(isOdd(override), "kernelOverrides." + prefix, "odd extents are wanted, got " + override));
    }

    static void checkSparsity(double sparsity, Map<String, Double> densityOverrides) {
        require(sparsity >= 0 && sparsity < 1, "sparsity", "must be at least 0 and below 1, got " + sparsity);
        densityOverrides.forEach((prefix, density) -> require(
                density > 0 && density <= 1,
                "densityOverrides." + prefix,
                "must be above 0 and at most 1, got " + density));
    }

    static void checkSpacing(List<Double> spacingMm) {
        require(
                spacingMm.size() == 3 && spacingMm.stream().allMatch(mm -> mm > 0),
                "spacingMm",
                "three positive numbers are wanted, got " + spacingMm);
    }

    private static boolean isOdd(Size3 kernel) {
        return kernel.toList().stream().allMatch(extent -> extent % 2 == 1);
    }

    private static void require(boolean holds, String field, String what) {
        if (!holds) {
            throw new Fault("NET-101", what, "plan." + field, "Correct the plan.").exception();
        }
    }
}
