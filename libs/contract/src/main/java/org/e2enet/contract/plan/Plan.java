package org.e2enet.contract.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.soabase.recordbuilder.core.RecordBuilder;
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
 * @param preparation how scans are prepared for it; left out, nobody said, and a training says it
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Plan(
        String architecture,
        int inputChannels,
        int classes,
        List<Integer> channels,
        List<Size3> strides,
        Size3 kernel,
        ShiftPlan shift,
        double sparsity,
        Map<String, Double> densityOverrides,
        Map<String, Size3> kernelOverrides,
        Size3 patch,
        Preparation preparation)
        implements PlanBuilder.With {
    public static final String E2ENET = "e2enet";

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
        PlanFaults.checkEnds(inputChannels, classes, preparation);
        PlanFaults.checkLevels(channels, strides, patch);
        PlanFaults.checkKernels(kernel, kernelOverrides);
        PlanFaults.checkSparsity(sparsity, densityOverrides);
    }

    /** From JSON, where {@code spacingMm} and {@code normalization} may stand for a preparation: see {@link ShortPreparation}. */
    @JsonCreator
    static Plan read(
            @JsonProperty("architecture") String architecture,
            @JsonProperty("inputChannels") int inputChannels,
            @JsonProperty("classes") int classes,
            @JsonProperty("channels") List<Integer> channels,
            @JsonProperty("strides") List<Size3> strides,
            @JsonProperty("kernel") Size3 kernel,
            @JsonProperty("shift") ShiftPlan shift,
            @JsonProperty("sparsity") Double sparsity,
            @JsonProperty("densityOverrides") Map<String, Double> densityOverrides,
            @JsonProperty("kernelOverrides") Map<String, Size3> kernelOverrides,
            @JsonProperty("patch") Size3 patch,
            @JsonProperty("preparation") Preparation preparation,
            @JsonProperty("spacingMm") List<Double> spacingMm,
            @JsonProperty("normalization") List<String> normalization) {
        return new Plan(
                architecture,
                inputChannels,
                classes,
                channels,
                strides,
                kernel,
                shift,
                Objects.requireNonNullElse(sparsity, 0.0),
                densityOverrides,
                kernelOverrides,
                patch,
                preparation == null ? ShortPreparation.read(spacingMm, normalization, inputChannels) : preparation);
    }

    @JsonProperty("spacingMm")
    List<Double> spacingInShort() {
        return ShortPreparation.spacingMm(preparation);
    }

    @JsonProperty("normalization")
    List<String> normalizationInShort() {
        return ShortPreparation.names(preparation);
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
        Preparation suited = preparation == null || inputChannels == this.inputChannels
                ? preparation
                : preparation.withChannels(Collections.nCopies(inputChannels, ChannelNormalization.Z_SCORE));
        return with(plan -> plan.inputChannels(inputChannels).classes(classes).preparation(suited));
    }

    /** Other levels; the patch, which must suit them, is left out. */
    public Plan withLevels(List<Integer> channels, List<Size3> strides) {
        return with(plan -> plan.channels(channels).strides(strides).patch(null));
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
