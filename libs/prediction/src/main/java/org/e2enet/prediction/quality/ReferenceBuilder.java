package org.e2enet.prediction.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.e2enet.contract.ClassLabels;
import org.e2enet.contract.quality.QualityReference;
import org.e2enet.contract.quality.Range;

/** Gathers what a model learned from into what is usual for it. A few kilobytes per scan are held. Not thread safe. */
public final class ReferenceBuilder {
    private final ClassLabels labels;
    private final List<List<ChannelMeasure>> channels = new ArrayList<>();
    private final Map<String, List<Double>> samples = new TreeMap<>();

    public ReferenceBuilder(ClassLabels labels) {
        this.labels = labels;
    }

    /** A scan with its truth. */
    public void truth(ScanMeasures scan) {
        channels.add(scan.channels());
        sample(scan.body(labels));
    }

    /** A scan as the finished model segments it: how sure it usually is. */
    public void prediction(ScanMeasures scan) {
        sample(scan.doubt(labels));
    }

    /** What is usual in at least one scan with its truth. */
    public QualityReference build() {
        List<List<Double>> reference = IntStream.range(0, channels.getFirst().size())
                .mapToObj(this::meanPercentiles)
                .toList();
        List<Double> none = List.of();
        Map<String, List<Double>> all = new TreeMap<>(samples);
        for (List<ChannelMeasure> scan : channels) {
            for (int channel = 0; channel < scan.size(); channel++) {
                String name = MeasureKind.STABILITY.of(channel);
                List<Double> more = new ArrayList<>(Objects.requireNonNullElse(all.get(name), none));
                more.add(scan.get(channel).stability(reference.get(channel)));
                all.put(name, more);
            }
        }
        Map<String, Range> ranges = new TreeMap<>();
        all.forEach((name, values) -> ranges.put(name, MeasureKind.kindOf(name).usual(values)));
        return new QualityReference(channels.size(), reference, ranges);
    }

    private void sample(Map<String, Double> measures) {
        measures.forEach((name, value) ->
                samples.computeIfAbsent(name, unknown -> new ArrayList<>()).add(value));
    }

    private List<Double> meanPercentiles(int channel) {
        int count = channels.getFirst().get(channel).percentiles().size();
        return IntStream.range(0, count)
                .mapToObj(n -> MeasureKind.rounded(channels.stream()
                        .mapToDouble(scan -> scan.get(channel).percentiles().get(n))
                        .average()
                        .orElseThrow()))
                .toList();
    }
}
