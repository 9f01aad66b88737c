package org.e2enet.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.soabase.recordbuilder.core.RecordBuilder;
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
 * @param preparation how its scans are prepared; left out, z-score at each scan's own spacing
 * @param labelCodes coded meaning of label values, for results that carry codes; those without one are {@link LabelCode#TISSUE}
 */
@RecordBuilder
public record DatasetDefinition(
        String name,
        List<String> channelNames,
        Map<Integer, String> labels,
        Preparation preparation,
        Map<Integer, LabelCode> labelCodes)
        implements DatasetDefinitionBuilder.With {
    /** More channels than any scanner or fusion of scanners has. */
    public static final int MOST_CHANNELS = 64;

    /** More classes than any atlas of the whole body has. */
    public static final int MOST_LABELS = 1000;

    /** Whose labels nobody coded and whose scans are z-scored at their own spacing. */
    public DatasetDefinition(String name, List<String> channelNames, Map<Integer, String> labels) {
        this(name, channelNames, labels, null, null);
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
        preparation = preparation == null ? zScored(null, channelNames.size()) : preparation;
        checkChannels(channelNames.size(), preparation.channels());
        labelCodes = sorted(labelCodes);
        for (int label : labelCodes.keySet()) {
            if (label == 0 || !labels.containsKey(label)) {
                throw new IllegalArgumentException(
                        "labelCodes must be of labels above 0 that labels names, got " + label);
            }
        }
    }

    /**
     * From JSON, where {@code normalization}, {@code targetSpacingMm} and {@code ctStatistics} may stand for a preparation: see
     * {@link AskedPreparation}.
     */
    @JsonCreator
    static DatasetDefinition read(
            @JsonProperty("name") String name,
            @JsonProperty("channelNames") List<String> channelNames,
            @JsonProperty("labels") Map<Integer, String> labels,
            @JsonProperty("preparation") Preparation preparation,
            @JsonProperty("normalization") List<String> normalization,
            @JsonProperty("targetSpacingMm") List<Double> targetSpacingMm,
            @JsonProperty("ctStatistics") Map<Integer, IntensityStats> ctStatistics,
            @JsonProperty("labelCodes") Map<Integer, LabelCode> labelCodes) {
        AskedPreparation asked = new AskedPreparation(normalization, targetSpacingMm, ctStatistics);
        if (preparation != null) {
            asked.requireSameAs(preparation);
        }
        int channels = Check.filled(channelNames, "channelNames").size();
        return new DatasetDefinition(
                name, channelNames, labels, preparation == null ? asked.inFull(channels) : preparation, labelCodes);
    }

    @JsonProperty("normalization")
    List<String> normalizationInShort() {
        return AskedPreparation.of(preparation).normalization();
    }

    @JsonProperty("targetSpacingMm")
    List<Double> targetSpacingInShort() {
        return AskedPreparation.of(preparation).targetSpacingMm();
    }

    @JsonProperty("ctStatistics")
    Map<Integer, IntensityStats> ctStatisticsInShort() {
        return AskedPreparation.of(preparation).ctStatistics();
    }

    /**
     * The same with z-scored channels.
     *
     * @param canonicalSpacingMm that scans are resampled to, along the canonical axes [to the top, to the front, to the right], its
     *     coarsest first; null = each keeps its own
     */
    public DatasetDefinition zScoredAt(Spacing canonicalSpacingMm) {
        return withPreparation(zScored(canonicalSpacingMm, channelNames.size()));
    }

    private static Preparation zScored(Spacing canonicalSpacingMm, int channels) {
        return Preparation.coarsestFirst(
                canonicalSpacingMm, Collections.nCopies(channels, ChannelNormalization.Z_SCORE));
    }

    /** Whether a channel should hold Hounsfield units: it is named CT, or normalised as one. */
    public boolean isCt(int channel) {
        return channel < channelNames.size()
                && (channelNames.get(channel).equalsIgnoreCase("CT")
                        || preparation.channels().get(channel).scheme().wantsStatistics());
    }

    /** What a label value means; {@link LabelCode#TISSUE} where nobody coded it. */
    public LabelCode codeOf(int label) {
        return labelCodes.getOrDefault(label, LabelCode.TISSUE);
    }

    /** Number of classes of a network for this data set: background and every label, see {@link ClassLabels}. */
    public int classes() {
        return Math.max(2, labels.size() + (labels.containsKey(0) ? 0 : 1));
    }

    private static void checkChannels(int named, List<ChannelNormalization> channels) {
        if (channels.size() != named) {
            throw new IllegalArgumentException(
                    "normalization must have one entry per channel: " + named + " wanted, got " + channels.size());
        }
        for (int channel = 0; channel < named; channel++) {
            ChannelNormalization normalization = channels.get(channel);
            if (normalization.scheme().wantsStatistics() && normalization.stats() == null) {
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
