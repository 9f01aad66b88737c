package org.e2enet.contract.preparation;

import java.util.Objects;
import org.e2enet.faults.Fault;

/**
 * How one channel is normalised. A plain record: it travels as JSON.
 *
 * @param insideNonzero only voxels of the nonzero region count, the others become 0
 * @param stats of the training set, wanted by the CT schemes; null with the others
 */
public record ChannelNormalization(NormalizationScheme scheme, boolean insideNonzero, IntensityStats stats) {
    public static final ChannelNormalization Z_SCORE =
            new ChannelNormalization(NormalizationScheme.Z_SCORE, false, null);
    public static final ChannelNormalization NONE = new ChannelNormalization(NormalizationScheme.NONE, false, null);

    public ChannelNormalization {
        Objects.requireNonNull(scheme, "scheme");
        boolean needsStats = scheme == NormalizationScheme.CT || scheme == NormalizationScheme.CT_PER_SCAN;
        if (needsStats && stats == null) {
            throw new Fault(
                            "IMG-123",
                            "normalisation " + scheme.planName() + " needs intensity statistics of the training set",
                            "normalization",
                            "Take them from the data set's fingerprint, or choose zscore.")
                    .exception();
        }
    }

    public static ChannelNormalization ct(IntensityStats stats) {
        return new ChannelNormalization(NormalizationScheme.CT, false, stats);
    }
}
