package org.e2enet.dicom.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.LabelCode;
import org.e2enet.dicom.seg.Code;
import org.e2enet.dicom.seg.Segment;
import org.e2enet.dicom.seg.Segmentation;
import org.e2enet.imaging.LabelVolume;

/**
 * The label values of a data set as segments: numbered from 1 without gaps in the order of the values, as a SEG wants it.
 *
 * @param values the label value of each segment, by number minus one
 * @param segments the same, described
 */
public record LabelSegments(List<Integer> values, List<Segment> segments) {
    /** A data set may name no labels: then values count up to the largest that occurs. */
    private static final String UNNAMED = "label-";

    public LabelSegments {
        values = List.copyOf(values);
        segments = List.copyOf(segments);
    }

    /**
     * Of every label that a data set names, whether it occurs or not: where one was not found, that is part of the result.
     *
     * @param labels label values on the series' grid
     */
    public static LabelSegments of(DatasetDefinition definition, LabelVolume labels) {
        Map<Integer, String> names = new TreeMap<>(definition.labels());
        names.remove(0);
        if (names.isEmpty()) {
            IntStream.rangeClosed(1, Math.max(1, labels.maxLabel()))
                    .forEach(value -> names.put(value, UNNAMED + value));
        }
        List<Integer> values = List.copyOf(names.keySet());
        List<Segment> segments = new ArrayList<>();
        for (int value : values) {
            segments.add(segment(segments.size() + 1, names.get(value), definition.codeOf(value)));
        }
        return new LabelSegments(values, segments);
    }

    /**
     * The labels of a segmentation that somebody drew, as values of a data set: by the names of its segments where the data set knows all
     * of them, else the segments' numbers.
     */
    public static LabelVolume valued(Segmentation drawn, DatasetDefinition definition) {
        Map<String, Integer> values = new HashMap<>();
        definition.labels().forEach((value, name) -> values.put(name.toLowerCase(Locale.ROOT), value));
        short[] valueOf = new short[Short.MAX_VALUE + 1];
        for (Segmentation.Named segment : drawn.names()) {
            Integer value = values.get(segment.name().toLowerCase(Locale.ROOT));
            if (value == null || segment.number() > Short.MAX_VALUE) {
                return drawn.labels();
            }
            valueOf[segment.number()] = value.shortValue();
        }
        short[] labels = new short[drawn.labels().labels().length];
        for (int n = 0; n < labels.length; n++) {
            labels[n] = valueOf[drawn.labels().labels()[n]];
        }
        return new LabelVolume(drawn.labels().geometry(), labels);
    }

    /** Whether some label has no code of its own: its segment says "tissue" only. */
    public boolean areUncoded() {
        return segments.stream().anyMatch(segment -> segment.type().equals(Code.TISSUE));
    }

    /** Label values to segment numbers; {@code DCM-607} for a value that the data set does not name. */
    LabelVolume numbered(LabelVolume labels) {
        short[] numberOf = new short[Short.MAX_VALUE + 1];
        IntStream.range(0, values.size()).forEach(n -> numberOf[values.get(n)] = (short) (n + 1));
        short[] numbers = new short[labels.labels().length];
        for (int n = 0; n < numbers.length; n++) {
            short value = labels.labels()[n];
            numbers[n] = numberOf[value];
            if (value != 0 && numbers[n] == 0) {
                throw ExchangeFaults.unnamed(value);
            }
        }
        return new LabelVolume(labels.geometry(), numbers);
    }

    private static Segment segment(int number, String name, LabelCode code) {
        Segment uncoded = Segment.uncoded(number, name);
        return new Segment(
                number,
                name,
                code(code.category()),
                code(code.type()),
                Optional.ofNullable(code.modifier()).map(LabelSegments::code),
                code.cielab() == null ? uncoded.cielab() : code.cielab());
    }

    private static Code code(LabelCode.Concept concept) {
        return new Code(concept.value(), concept.scheme(), concept.meaning());
    }
}
