package org.e2enet.contract.preparation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.e2enet.contract.scan.Spacing;

/**
 * How a network wants its scans, and how a scan was prepared: the one value that both sides are compared by. Immutable; its hash
 * stands in its JSON.
 *
 * @param spacingMm spacing of the prepared array, along its own depth, height and width; null = each scan keeps its own
 * @param axisOrder which canonical axis (0 to the top, 1 to the front, 2 to the right) becomes depth, height and width
 * @param crop what is cut away before resampling; left out, nonzero
 * @param channels normalisation of each channel, with its statistics
 */
public record Preparation(Spacing spacingMm, List<Integer> axisOrder, Crop crop, List<ChannelNormalization> channels) {
    private static final List<Integer> CANONICAL = List.of(0, 1, 2);

    /** Headers round: spacings this close mean the same. */
    private static final double SAME_SPACING = 1e-3;

    /** What is cut away. */
    public enum Crop {
        /** Everything outside the box around voxels that are not zero in some channel. */
        @JsonProperty("nonzero")
        NONZERO
    }

    public Preparation {
        axisOrder = axisOrder == null ? CANONICAL : List.copyOf(axisOrder);
        crop = Objects.requireNonNullElse(crop, Crop.NONZERO);
        channels = List.copyOf(channels);
        if (!axisOrder.stream().sorted().toList().equals(CANONICAL)) {
            throw new IllegalArgumentException("axisOrder must hold 0, 1 and 2: " + axisOrder);
        }
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("channels must have at least one element");
        }
    }

    /** Depth to the top, height to the front, width to the right. */
    public static Preparation canonical(Spacing spacingMm, List<ChannelNormalization> channels) {
        return new Preparation(spacingMm, CANONICAL, Crop.NONZERO, channels);
    }

    /**
     * The coarsest axis of the target spacing becomes depth, the others keep their order.
     *
     * @param canonicalSpacingMm target spacing along the canonical axes (top, front, right); null = each scan keeps its own, in
     *     canonical order
     */
    public static Preparation coarsestFirst(Spacing canonicalSpacingMm, List<ChannelNormalization> channels) {
        if (canonicalSpacingMm == null) {
            return canonical(null, channels);
        }
        int coarsest = 0;
        for (int axis = 1; axis < 3; axis++) {
            if (canonicalSpacingMm.along(axis) > canonicalSpacingMm.along(coarsest)) {
                coarsest = axis;
            }
        }
        List<Integer> order =
                switch (coarsest) {
                    case 0 -> CANONICAL;
                    case 1 -> List.of(1, 0, 2);
                    default -> List.of(2, 0, 1);
                };
        Spacing spacing = new Spacing(
                canonicalSpacingMm.along(order.get(0)),
                canonicalSpacingMm.along(order.get(1)),
                canonicalSpacingMm.along(order.get(2)));
        return new Preparation(spacing, order, Crop.NONZERO, channels);
    }

    /** Spacing along the canonical axes (top, front, right); null where each scan keeps its own. */
    public Spacing canonicalSpacingMm() {
        return spacingMm == null
                ? null
                : new Spacing(
                        spacingMm.along(axisOrder.indexOf(0)),
                        spacingMm.along(axisOrder.indexOf(1)),
                        spacingMm.along(axisOrder.indexOf(2)));
    }

    /** The same at another spacing; null = each scan keeps its own. */
    public Preparation withSpacing(Spacing newSpacingMm) {
        return new Preparation(newSpacingMm, axisOrder, crop, channels);
    }

    /** The same with other channels. */
    public Preparation withChannels(List<ChannelNormalization> newChannels) {
        return new Preparation(spacingMm, axisOrder, crop, newChannels);
    }

    /**
     * Whether scans prepared by one serve where the other is wanted: equal but for the rounding of a header's spacing, or at any
     * spacing where this one leaves it open.
     *
     * @param other null where it is not known
     */
    public boolean isMetBy(Preparation other) {
        return other != null
                && axisOrder.equals(other.axisOrder)
                && crop == other.crop
                && channels.equals(other.channels)
                && (spacingMm == null || other.spacingMm != null && sameSpacing(other.spacingMm));
    }

    private boolean sameSpacing(Spacing other) {
        for (int axis = 0; axis < 3; axis++) {
            if (Math.abs(spacingMm.along(axis) - other.along(axis)) > SAME_SPACING * spacingMm.along(axis)) {
                return false;
            }
        }
        return true;
    }

    private static String text(ChannelNormalization channel) {
        IntensityStats stats = channel.stats();
        return stats == null
                ? channel.name()
                : channel.name()
                        + List.of(
                                stats.mean(), stats.standardDeviation(), stats.percentile005(), stats.percentile995());
    }

    /** Hash of all it says, 64 lower-case hex digits: equal values have equal ones, wherever they were made. */
    @JsonProperty(value = "sha256", access = JsonProperty.Access.READ_ONLY)
    public String sha256() {
        String text = (spacingMm == null ? "own" : spacingMm.toList()) + "\n" + axisOrder + "\n" + crop + "\n"
                + channels.stream().map(Preparation::text).collect(Collectors.joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime must have SHA-256", impossible);
        }
    }
}
