package org.e2enet.contract.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.e2enet.contract.Size3;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;

/**
 * All that defines a model but its weights. Travels in training requests and lives in every checkpoint.
 *
 * @param architecture name of the graph: {@code e2enet}, {@code nnunet}, ...
 * @param channels output channels per level, finest first
 * @param strides from each level to the next: one fewer than channels
 * @param kernel of the convolutions; left out, [1,3,3] for E2ENet and [3,3,3] else
 * @param shift restricted shift before them; left out, the paper's for E2ENet and none else
 * @param sparsity share of inactive kernels per maskable tensor, 0 ≤ S &lt; 1; left out, 0
 * @param densityOverrides density per parameter name prefix, where it differs from 1 − S
 * @param kernelOverrides kernel per parameter name prefix, where it differs from {@code kernel}
 * @param patch extents of a training or sliding-window patch in voxels
 * @param spacingMm spacing the patch is taken at, array order [d, h, w]
 * @param normalization per input channel, by the names of {@link ChannelNormalization}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Plan(
        String architecture,
        int inputChannels,
        int classes,
        List<Integer> channels,
        List<Size3> strides,
        Size3 kernel,
        ShiftPlan shift,
        @JsonSetter(nulls = Nulls.AS_EMPTY) double sparsity,
        Map<String, Double> densityOverrides,
        Map<String, Size3> kernelOverrides,
        Size3 patch,
        List<Double> spacingMm,
        List<String> normalization) {
    public static final String E2ENET = "e2enet";

    /** Stands in a plan to which nobody gave a spacing. */
    public static final List<Double> UNTOLD_SPACING_MM = List.of(1.0, 1.0, 1.0);

    public Plan {
        PlanFaults.requireGiven(architecture, "architecture");
        PlanFaults.requireGiven(channels, "channels");
        PlanFaults.requireGiven(strides, "strides");
        channels = List.copyOf(channels);
        strides = List.copyOf(strides);
        boolean e2enet = architecture.equals(E2ENET);
        kernel = Objects.requireNonNullElse(kernel, e2enet ? new Size3(1, 3, 3) : Size3.cube(3));
        shift = Objects.requireNonNullElse(shift, e2enet ? ShiftPlan.PAPER : ShiftPlan.OFF);
        densityOverrides = densityOverrides == null ? Map.of() : sorted(densityOverrides);
        kernelOverrides = kernelOverrides == null ? Map.of() : sorted(kernelOverrides);
        spacingMm = spacingMm == null ? UNTOLD_SPACING_MM : List.copyOf(spacingMm);
        normalization = normalization == null ? List.of() : List.copyOf(normalization);
        PlanFaults.checkEnds(inputChannels, classes, normalization);
        PlanFaults.checkLevels(channels, strides, patch);
        PlanFaults.checkKernels(kernel, kernelOverrides);
        PlanFaults.checkSparsity(sparsity, densityOverrides);
        PlanFaults.checkSpacing(spacingMm);
    }

    /** A plan without kernel overrides. */
    public Plan(
            String architecture,
            int inputChannels,
            int classes,
            List<Integer> channels,
            List<Size3> strides,
            Size3 kernel,
            ShiftPlan shift,
            double sparsity,
            Map<String, Double> densityOverrides,
            Size3 patch,
            List<Double> spacingMm,
            List<String> normalization) {
        this(
                architecture,
                inputChannels,
                classes,
                channels,
                strides,
                kernel,
                shift,
                sparsity,
                densityOverrides,
                null,
                patch,
                spacingMm,
                normalization);
    }

    public int levels() {
        return channels.size();
    }

    /** Product of all strides: what a patch must be divisible by. */
    public Size3 divisor() {
        return strides.stream().reduce(Size3.cube(1), Size3::times);
    }

    /** Density asked for a maskable tensor: the longest matching override, else 1 − S. */
    public double densityOf(String parameterName) {
        return override(densityOverrides, parameterName, 1 - sparsity);
    }

    /** Kernel of a convolution: the longest matching override, else the plan's. */
    public Size3 kernelOf(String parameterName) {
        return override(kernelOverrides, parameterName, kernel);
    }

    /**
     * Checks that a run of this plan can start from a model of another: all but classes, patch, spacing and normalisation must
     * be the same.
     *
     * @throws org.e2enet.faults.FaultException NET-108 naming a field that differs
     */
    public void requireStart(Plan start) {
        PlanFaults.checkStart(this, start);
    }

    /** For other data: the normalisation becomes z-score for every channel where the number of channels changes. */
    public Plan withEnds(int inputChannels, int classes) {
        return new Plan(
                architecture,
                inputChannels,
                classes,
                channels,
                strides,
                kernel,
                shift,
                sparsity,
                densityOverrides,
                kernelOverrides,
                patch,
                spacingMm,
                inputChannels == this.inputChannels ? normalization : Collections.nCopies(inputChannels, "zscore"));
    }

    /** Other levels; the patch, which must suit them, is left out. */
    public Plan withLevels(List<Integer> channels, List<Size3> strides) {
        return new Plan(
                architecture,
                inputChannels,
                classes,
                channels,
                strides,
                kernel,
                shift,
                sparsity,
                densityOverrides,
                kernelOverrides,
                null,
                spacingMm,
                normalization);
    }

    public Plan withKernel(Size3 kernel) {
        return new Plan(
                architecture,
                inputChannels,
                classes,
                channels,
                strides,
                kernel,
                shift,
                sparsity,
                densityOverrides,
                kernelOverrides,
                patch,
                spacingMm,
                normalization);
    }

    public Plan withKernelOverrides(Map<String, Size3> kernelOverrides) {
        return new Plan(
                architecture,
                inputChannels,
                classes,
                channels,
                strides,
                kernel,
                shift,
                sparsity,
                densityOverrides,
                kernelOverrides,
                patch,
                spacingMm,
                normalization);
    }

    public Plan withShift(ShiftPlan shift) {
        return new Plan(
                architecture,
                inputChannels,
                classes,
                channels,
                strides,
                kernel,
                shift,
                sparsity,
                densityOverrides,
                kernelOverrides,
                patch,
                spacingMm,
                normalization);
    }

    public Plan withSparsity(double sparsity) {
        return new Plan(
                architecture,
                inputChannels,
                classes,
                channels,
                strides,
                kernel,
                shift,
                sparsity,
                densityOverrides,
                kernelOverrides,
                patch,
                spacingMm,
                normalization);
    }

    public Plan withDensityOverrides(Map<String, Double> densityOverrides) {
        return new Plan(
                architecture,
                inputChannels,
                classes,
                channels,
                strides,
                kernel,
                shift,
                sparsity,
                densityOverrides,
                kernelOverrides,
                patch,
                spacingMm,
                normalization);
    }

    public Plan withPatch(Size3 patch) {
        return new Plan(
                architecture,
                inputChannels,
                classes,
                channels,
                strides,
                kernel,
                shift,
                sparsity,
                densityOverrides,
                kernelOverrides,
                patch,
                spacingMm,
                normalization);
    }

    /** Says the spacing, where it is told, and the normalisation of a preparation. */
    public Plan withPreparation(Preparation preparation) {
        return new Plan(
                architecture,
                inputChannels,
                classes,
                channels,
                strides,
                kernel,
                shift,
                sparsity,
                densityOverrides,
                kernelOverrides,
                patch,
                preparation.spacingMm() == null
                        ? spacingMm
                        : preparation.spacingMm().toList(),
                preparation.channels().stream().map(ChannelNormalization::name).toList());
    }

    private static <T> T override(Map<String, T> overrides, String parameterName, T otherwise) {
        return overrides.entrySet().stream()
                .filter(override -> parameterName.startsWith(override.getKey()))
                .max(Comparator.comparingInt(override -> override.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(otherwise);
    }

    /** By key, so that equal plans have equal JSON. */
    private static <T> Map<String, T> sorted(Map<String, T> overrides) {
        return Collections.unmodifiableMap(new TreeMap<>(overrides));
    }
}
