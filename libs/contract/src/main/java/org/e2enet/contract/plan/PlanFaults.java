package org.e2enet.contract.plan;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.e2enet.contract.Size3;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.faults.Fault;

/** What can be wrong with a plan, said before any work is done. */
final class PlanFaults {

    // Far beyond any real network; below them no product of extents overflows.
    private static final int MAX_CHANNELS = 65_536;
    /** Labels are 16-bit in files and in memory. */
    private static final int MAX_CLASSES = Short.MAX_VALUE + 1;

    private static final int MAX_LEVELS = 12;
    private static final int MAX_STRIDE = 4;
    private static final int MAX_KERNEL = 31;
    private static final int MAX_EXTENT = 1024;

    private static final Map<String, Function<Plan, Object>> START_FIELDS = new TreeMap<>(Map.of(
            "architecture",
            Plan::architecture,
            "inputChannels",
            Plan::inputChannels,
            "channels",
            Plan::channels,
            "strides",
            Plan::strides,
            "kernel",
            Plan::kernel,
            "shift",
            Plan::shift,
            "sparsity",
            Plan::sparsity,
            "densityOverrides",
            Plan::densityOverrides,
            "kernelOverrides",
            Plan::kernelOverrides));

    private PlanFaults() {}

    static void requireGiven(Object value, String field) {
        require(value != null, field, "a value is wanted, got none");
    }

    static void checkEnds(int inputChannels, int classes, Preparation preparation) {
        require(
                inputChannels >= 1 && inputChannels <= MAX_CHANNELS,
                "inputChannels",
                "1 to " + MAX_CHANNELS + " are wanted, got " + inputChannels);
        require(
                classes >= 2 && classes <= MAX_CLASSES,
                "classes",
                "2 (with the background) to " + MAX_CLASSES + " are wanted, got " + classes);
        require(
                preparation == null || preparation.channels().size() == inputChannels,
                "normalization",
                "one per input channel is wanted (" + inputChannels + ")");
    }

    static void checkNormalization(List<String> names) {
        require(
                names.stream().allMatch(ChannelNormalization::isName),
                "normalization",
                "zscore, zscore-nonzero, ct, ct-per-scan or none is wanted, got " + names);
    }

    static void checkLevels(List<Integer> channels, List<Size3> strides, Size3 patch) {
        require(
                channels.size() >= 2 && channels.size() <= MAX_LEVELS,
                "channels",
                "2 to " + MAX_LEVELS + " levels are wanted, got " + channels.size());
        require(
                channels.stream().allMatch(c -> c >= 1 && c <= MAX_CHANNELS),
                "channels",
                "1 to " + MAX_CHANNELS + " are wanted, got " + channels);
        require(
                strides.size() == channels.size() - 1,
                "strides",
                (channels.size() - 1) + " are wanted for " + channels.size() + " levels, got " + strides.size());
        require(
                strides.stream().allMatch(stride -> largest(stride) <= MAX_STRIDE),
                "strides",
                "1 to " + MAX_STRIDE + " per axis are wanted, got " + strides);
        if (patch != null) {
            require(
                    largest(patch) <= MAX_EXTENT,
                    "patch",
                    "at most " + MAX_EXTENT + " voxels per axis are wanted, got " + patch);
            Size3 divisor = strides.stream().reduce(Size3.cube(1), Size3::times);
            require(
                    patch.isDivisibleBy(divisor),
                    "patch",
                    patch + " is not divisible by the product of the strides " + divisor);
        }
    }

    /** Even kernels have no middle: padding could not keep the extents. */
    static void checkKernels(Size3 kernel, Map<String, Size3> overrides) {
        checkKernel(kernel, "kernel");
        overrides.forEach((prefix, override) -> checkKernel(override, "kernelOverrides." + prefix));
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
                spacingMm.size() == 3 && spacingMm.stream().allMatch(mm -> mm > 0 && Double.isFinite(mm)),
                "spacingMm",
                "three positive numbers are wanted, got " + spacingMm);
    }

    /** What decides the graph and its densities, but for the classes, must be as in the model that a run starts from. */
    static void checkStart(Plan plan, Plan start) {
        START_FIELDS.forEach((field, value) -> {
            if (!value.apply(plan).equals(value.apply(start))) {
                throw new Fault(
                                "NET-108",
                                value.apply(plan) + " is not what the start model has: " + value.apply(start),
                                "plan." + field,
                                "Take it over from the start model; only classes, patch, spacing and normalisation may differ.")
                        .exception();
            }
        });
    }

    private static void checkKernel(Size3 kernel, String field) {
        boolean odd = kernel.toList().stream().allMatch(extent -> extent % 2 == 1);
        require(
                odd && largest(kernel) <= MAX_KERNEL,
                field,
                "odd extents up to " + MAX_KERNEL + " are wanted, got " + kernel);
    }

    private static int largest(Size3 size) {
        return Collections.max(size.toList());
    }

    private static void require(boolean holds, String field, String what) {
        if (!holds) {
            throw new Fault("NET-101", what, "plan." + field, "Correct the plan.").exception();
        }
    }
}
