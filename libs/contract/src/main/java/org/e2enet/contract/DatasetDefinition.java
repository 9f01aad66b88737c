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
 * What the scans of a data set have in common.
 *
 * @param channelNames one per image channel, in file order
 * @param labels name of every label value; 0 is the background
 * @param normalization per channel: {@code zscore}, {@code zscore-nonzero}, {@code ct}, {@code ct-per-scan} or {@code none}; empty =
 *     z-score throughout
 * @param targetSpacingMm spacing scans are resampled to, along the canonical axes [to the top, to the front, to the
 *     right]; null = each scan keeps its own
 * @param ctStatistics per channel index, for channels normalised as CT
 * @param labelCodes coded meaning of label values, for results that carry codes; those without one are {@link LabelCode#TISSUE}
 */
public record DatasetDefinition(
        String name,
        List<String> channelNames,
        Map<Integer, String> labels,
        List<String> normalization,
        List<Double> targetSpacingMm,
        Map<Integer, IntensityStats> ctStatistics,
        Map<Integer, LabelCode> labelCodes) {
    /** More channels than any scanner or fusion of scanners has. */
    public static final int MOST_CHANNELS = 64;

    /** More classes than any atlas of the whole body has. */
    public static final int MOST_LABELS = 1000;

    /** Whose labels nobody coded. */
    public DatasetDefinition(
            String name,
            List<String> channelNames,
            Map<Integer, String> labels,
            List<String> normalization,
            List<Double> targetSpacingMm,
            Map<Integer, IntensityStats> ctStatistics) {
        this(name, channelNames, labels, normalization, targetSpacingMm, ctStatistics, Map.of());
    }

    public DatasetDefinition {
        Check.name(name, "name");
        channelNames = Check.atMost(Check.filled(channelNames, "channelNames"), MOST_CHANNELS, "channelNames");
        channelNames.forEach(channel -> Check.title(channel, "channelNames"));
        labels = sorted(labels);
        Check.atMost(labels.keySet(), MOST_LABELS, "labels");
        labels.values().forEach(label -> Check.title(label, "labels"));
        for (int label : labels.keySet()) {
            Check.within(label, 0, Short.MAX_VALUE, "labels");
        }
        normalization = normalization == null || normalization.isEmpty()
                ? Collections.nCopies(channelNames.size(), "zscore")
                : List.copyOf(normalization);
        ctStatistics = sorted(ctStatistics);
        checkNormalization(channelNames.size(), normalization, ctStatistics);
        labelCodes = sorted(labelCodes);
        for (int label : labelCodes.keySet()) {
            if (label == 0 || !labels.containsKey(label)) {
                throw new IllegalArgumentException(
                        "labelCodes must be of labels above 0 that labels names, got " + label);
            }
        }
        if (targetSpacingMm != null) {
            targetSpacingMm = List.copyOf(targetSpacingMm);
            if (targetSpacingMm.size() != 3) {
                throw new IllegalArgumentException("targetSpacingMm must have 3 values [d, h, w]");
            }
            targetSpacingMm.forEach(spacing -> Check.positive(spacing, "targetSpacingMm"));
        }
    }

    /** How scans of this data set are prepared; without a target spacing each keeps its own, in canonical axis order. */
    public Preparation preparation() {
        List<ChannelNormalization> channels = new ArrayList<>();
        for (String channel : normalization) {
            channels.add(ChannelNormalization.named(channel, ctStatistics.get(channels.size())));
        }
        return targetSpacingMm == null
                ? Preparation.canonical(null, channels)
                : Preparation.coarsestFirst(Spacing.of(targetSpacingMm), channels);
    }

    /** Whether a channel should hold Hounsfield units: it is named CT, or normalised as one. */
    public boolean isCt(int channel) {
        return channel < channelNames.size()
                && (channelNames.get(channel).equalsIgnoreCase("CT")
                        || ChannelNormalization.wantsStatistics(normalization.get(channel)));
    }

    /** What a label value means; {@link LabelCode#TISSUE} where nobody coded it. */
    public LabelCode codeOf(int label) {
        return labelCodes.getOrDefault(label, LabelCode.TISSUE);
    }

    /** Number of classes of a network for this data set: background and every label, see {@link ClassLabels}. */
    public int classes() {
        return Math.max(2, labels.size() + (labels.containsKey(0) ? 0 : 1));
    }

    private static void checkNormalization(
            int channels, List<String> normalization, Map<Integer, IntensityStats> ctStatistics) {
        if (normalization.size() != channels) {
            throw new IllegalArgumentException("normalization must have one entry per channel: " + channels
                    + " wanted, got " + normalization.size());
        }
        for (int channel = 0; channel < channels; channel++) {
            String name = normalization.get(channel);
            if (!ChannelNormalization.isName(name)) {
                throw new IllegalArgumentException(
                        "normalization must be zscore, zscore-nonzero, ct, ct-per-scan or none");
            }
            if (ChannelNormalization.wantsStatistics(name) && !ctStatistics.containsKey(channel)) {
                throw new IllegalArgumentException(
                        "ctStatistics must have an entry for channel " + channel + ", which is normalised as ct");
            }
        }
    }

    private static <V> Map<Integer, V> sorted(Map<Integer, V> values) {
        return values == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(values));
    }

    @Override
    public String toString() {
        return "DatasetDefinition[" + name + "]";
    }
}
