package org.e2enet.imaging.prepare;

import java.util.List;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.scan.Spacing;

/**
 * How a network wants its scans. A plain record: it travels as JSON.
 *
 * @param targetSpacingMm spacing of the prepared array, along its own depth, height and width
 * @param axisOrder which canonical axis (0 to the top, 1 to the front, 2 to the right) becomes depth, height and width
 * @param channels normalisation of each channel
 */
public record PreprocessingPlan(Spacing targetSpacingMm, List<Integer> axisOrder, List<ChannelNormalization> channels) {
    public PreprocessingPlan {
        axisOrder = List.copyOf(axisOrder);
        channels = List.copyOf(channels);
        if (!axisOrder.stream().sorted().toList().equals(List.of(0, 1, 2))) {
            throw new IllegalArgumentException("the axis order must hold 0, 1 and 2: " + axisOrder);
        }
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("an image has at least one channel");
        }
    }

    /** Depth to the top, height to the front, width to the right. */
    public static PreprocessingPlan canonical(Spacing targetSpacingMm, List<ChannelNormalization> channels) {
        return new PreprocessingPlan(targetSpacingMm, List.of(0, 1, 2), channels);
    }

    /**
     * The coarsest axis of the target spacing becomes depth, the others keep their order.
     *
     * @param canonicalSpacingMm target spacing along the canonical axes (top, front, right)
     */
    public static PreprocessingPlan coarsestFirst(Spacing canonicalSpacingMm, List<ChannelNormalization> channels) {
        int coarsest = 0;
        for (int axis = 1; axis < 3; axis++) {
            if (canonicalSpacingMm.along(axis) > canonicalSpacingMm.along(coarsest)) {
                coarsest = axis;
            }
        }
        List<Integer> order =
                switch (coarsest) {
                    case 0 -> List.of(0, 1, 2);
                    case 1 -> List.of(1, 0, 2);
                    default -> List.of(2, 0, 1);
                };
        Spacing spacing = new Spacing(
                canonicalSpacingMm.along(order.get(0)),
                canonicalSpacingMm.along(order.get(1)),
                canonicalSpacingMm.along(order.get(2)));
        return new PreprocessingPlan(spacing, order, channels);
    }
}
