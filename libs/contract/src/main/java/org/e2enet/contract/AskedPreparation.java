package org.e2enet.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.IntensityStats;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.Spacing;

/**
 * A preparation in short, as people ask for it in a definition and as all definitions had it before 0.2.0. Written still, for older
 * readers.
 *
 * @param normalization a name of {@link ChannelNormalization} per channel; empty = z-score throughout
 * @param targetSpacingMm along the canonical axes [to the top, to the front, to the right]; null = each scan keeps its own
 * @param ctStatistics per channel index, for channels normalised as CT
 */
record AskedPreparation(
        List<String> normalization, List<Double> targetSpacingMm, Map<Integer, IntensityStats> ctStatistics) {
    AskedPreparation {
        normalization = normalization == null ? List.of() : List.copyOf(normalization);
        ctStatistics = ctStatistics == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(ctStatistics));
        if (targetSpacingMm != null) {
            targetSpacingMm = List.copyOf(targetSpacingMm);
            if (targetSpacingMm.size() != 3) {
                throw new IllegalArgumentException("targetSpacingMm must have 3 values [d, h, w]");
            }
            targetSpacingMm.forEach(spacing -> Check.positive(spacing, "targetSpacingMm"));
        }
    }

    static AskedPreparation of(Preparation preparation) {
        Map<Integer, IntensityStats> statistics = new TreeMap<>();
        List<String> names = new ArrayList<>();
        for (ChannelNormalization channel : preparation.channels()) {
            if (channel.stats() != null) {
                statistics.put(names.size(), channel.stats());
            }
            names.add(channel.name());
        }
        Spacing spacing = preparation.canonicalSpacingMm();
        return new AskedPreparation(names, spacing == null ? null : spacing.toList(), statistics);
    }

    /** In full, for so many channels. */
    Preparation inFull(int channels) {
        List<ChannelNormalization> inFull = new ArrayList<>();
        for (String name : normalization) {
            if (!ChannelNormalization.isName(name)) {
                throw new IllegalArgumentException(
                        "normalization must be zscore, zscore-nonzero, ct, ct-per-scan or none");
            }
            inFull.add(ChannelNormalization.named(name, ctStatistics.get(inFull.size())));
        }
        return Preparation.coarsestFirst(
                targetSpacingMm == null ? null : Spacing.of(targetSpacingMm),
                inFull.isEmpty() ? Collections.nCopies(channels, ChannelNormalization.Z_SCORE) : inFull);
    }

    /** Refuses a definition whose short and full form differ: somebody changed one of them, and would be passed over. */
    void requireSameAs(Preparation preparation) {
        AskedPreparation same = of(preparation);
        requireSame("normalization", normalization.isEmpty() || normalization.equals(same.normalization));
        requireSame("targetSpacingMm", targetSpacingMm == null || targetSpacingMm.equals(same.targetSpacingMm));
        requireSame("ctStatistics", ctStatistics.isEmpty() || ctStatistics.equals(same.ctStatistics));
    }

    private static void requireSame(String field, boolean same) {
        if (!same) {
            throw new IllegalArgumentException(
                    field + " must say what preparation says, or one of the two be left out");
        }
    }
}
