package org.e2enet.contract.preparation;

import java.util.Objects;
import java.util.Set;
import org.e2enet.faults.Fault;

/**
 * How one channel is normalised. A plain record: it travels as JSON.
 *
 * @param insideNonzero only voxels of the nonzero region count, the others become 0
 * @param stats of the training set, for the CT schemes: null in a plan that is older than its training set; null with the others
 */
public record ChannelNormalization(NormalizationScheme scheme, boolean insideNonzero, IntensityStats stats) {
    private static final String NONZERO = "-nonzero";
    private static final Set<String> NAMES = Set.of("zscore", "zscore" + NONZERO, "ct", "ct-per-scan", "none");

    public static final ChannelNormalization Z_SCORE =
            new ChannelNormalization(NormalizationScheme.Z_SCORE, false, null);
    public static final ChannelNormalization NONE = new ChannelNormalization(NormalizationScheme.NONE, false, null);

    public ChannelNormalization {
        Objects.requireNonNull(scheme, "scheme");
    }

    /**
     * What the CT schemes need.
     *
     * @throws org.e2enet.faults.FaultException {@code IMG-123} where nobody told them
     */
    public IntensityStats requireStats() {
        if (stats == null) {
            throw new Fault(
                            "IMG-123",
                            "normalisation " + scheme.planName() + " needs intensity statistics of the training set",
                            "normalization",
                            "Take them from the data set's fingerprint, or choose zscore.")
                    .exception();
        }
        return stats;
    }

    /**
     * By its one name in definitions and plans: {@code zscore}, {@code zscore-nonzero}, {@code ct}, {@code ct-per-scan} or {@code
     * none}.
     *
     * @param stats for the CT schemes, passed over by the others
     * @throws org.e2enet.faults.FaultException {@code IMG-122} for another name
     */
    public static ChannelNormalization named(String name, IntensityStats stats) {
        boolean insideNonzero = name.equals(Z_SCORE.scheme.planName() + NONZERO);
        NormalizationScheme scheme = insideNonzero ? NormalizationScheme.Z_SCORE : NormalizationScheme.named(name);
        return new ChannelNormalization(scheme, insideNonzero, scheme.wantsStatistics() ? stats : null);
    }

    /** The name that {@link #named} takes. */
    public String name() {
        return scheme.planName() + (insideNonzero ? NONZERO : "");
    }

    /** Whether there is a normalisation of that name. */
    public static boolean isName(String name) {
        return NAMES.contains(name);
    }

    public static ChannelNormalization ct(IntensityStats stats) {
        return new ChannelNormalization(NormalizationScheme.CT, false, stats);
    }
}
