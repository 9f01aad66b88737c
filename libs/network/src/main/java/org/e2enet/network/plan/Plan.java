package org.e2enet.network.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.e2enet.network.Size3;

/**
 * All that defines a model but its weights. Travels in training requests and lives in every checkpoint.
 *
 * @param architecture name of the graph: {@code e2enet}, {@code nnunet}, ...
 * @param channels output channels per level, finest first
 * @param strides from each level to the next: one fewer than channels
 * @param kernel of the convolutions, {@code [1,3,3]} in the paper
 * @param shift restricted shift before them
 * @param sparsity share of inactive kernels per maskable tensor, 0 ≤ S &lt; 1
 * @param densityOverrides density per parameter name prefix, where it differs from 1 − S
 * @param patch extents of a training or sliding-window patch in voxels
 * @param spacingMm spacing the patch is taken at, array order [d, h, w]
 * @param normalization per input channel: {@code zscore}, {@code ct} or {@code none}
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
        double sparsity,
        Map<String, Double> densityOverrides,
        Size3 patch,
        List<Double> spacingMm,
        List<String> normalization) {
    public Plan {
        Objects.requireNonNull(architecture, "architecture");
        channels = List.copyOf(channels);
        strides = List.copyOf(strides);
        kernel = Objects.requireNonNullElse(kernel, new Size3(1, 3, 3));
        shift = Objects.requireNonNullElse(shift, ShiftPlan.PAPER);
        densityOverrides = densityOverrides == null ? Map.of() : Map.copyOf(densityOverrides);
        spacingMm = spacingMm == null ? List.of(1.0, 1.0, 1.0) : List.copyOf(spacingMm);
        normalization = normalization == null ? List.of() : List.copyOf(normalization);
        PlanFaults.check(architecture, inputChannels, classes, channels, strides, sparsity, patch, spacingMm);
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
        return densityOverrides.entrySet().stream()
                .filter(override -> parameterName.startsWith(override.getKey()))
                .max(java.util.Comparator.comparingInt(
                        override -> override.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(1 - sparsity);
    }
}
