package org.e2enet.ingest.normalize;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.NormalizationScheme;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.orientation.CanonicalOrientation;
import org.e2enet.imaging.prepare.PreprocessingPlan;

/** What a data set's definition means for one scan. */
final class Preparation {
    private Preparation() {}

    /**
     * With a target spacing its coarsest axis comes first, as in nnU-Net; without one the scan keeps its own spacing and
     * canonical axis order.
     */
    static PreprocessingPlan of(DatasetDefinition definition, Geometry geometry) {
        List<ChannelNormalization> channels = channels(definition);
        if (definition.targetSpacingMm() != null) {
            return PreprocessingPlan.coarsestFirst(Spacing.of(definition.targetSpacingMm()), channels);
        }
        Spacing canonical = CanonicalOrientation.of(geometry.affine()).targetSpacing(geometry.spacing());
        return PreprocessingPlan.canonical(canonical, channels);
    }

    private static List<ChannelNormalization> channels(DatasetDefinition definition) {
        List<ChannelNormalization> channels = new ArrayList<>();
        for (String name : definition.normalization()) {
            boolean insideNonzero = name.equals(DatasetDefinition.Z_SCORE_NONZERO);
            channels.add(new ChannelNormalization(
                    insideNonzero ? NormalizationScheme.Z_SCORE : NormalizationScheme.named(name),
                    insideNonzero,
                    definition.ctStatistics().get(channels.size())));
        }
        return channels;
    }
}
