package org.e2enet.infer.quality;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.contract.quality.QualityReference;
import org.e2enet.prediction.quality.ChannelMeasure;
import org.e2enet.prediction.quality.ScanMeasures;

/** The last scans of a model against what it learned from. Thread safe. */
final class Drift {
    /** So many show a new protocol or scanner within days, and no single scan does. */
    static final int WINDOW_SCANS = 50;

    private final QualityReference reference;
    /** Per scan and channel, shares of voxels between the reference's deciles. */
    private final Deque<List<List<Double>>> scans = new ArrayDeque<>();

    Drift(QualityReference reference) {
        this.reference = reference;
    }

    boolean isFrom(QualityReference other) {
        return reference.equals(other);
    }

    synchronized void add(ScanMeasures scan) {
        scans.addLast(IntStream.range(0, scan.channels().size())
                .mapToObj(channel -> scan.channels()
                        .get(channel)
                        .shares(reference.percentiles().get(channel)))
                .toList());
        if (scans.size() > WINDOW_SCANS) {
            scans.removeFirst();
        }
    }

    synchronized int scans() {
        return scans.size();
    }

    /** Population stability index of each channel over the window: of all its voxels, each scan counting alike. */
    synchronized List<Double> stability() {
        List<Double> stability = new ArrayList<>();
        for (int channel = 0; channel < reference.percentiles().size(); channel++) {
            stability.add(stability(channel));
        }
        return stability;
    }

    private double stability(int channel) {
        List<Double> expected = ChannelMeasure.sharesOf(reference.percentiles().get(channel));
        List<Double> mean = IntStream.range(0, expected.size())
                .mapToObj(bin -> scans.stream()
                        .mapToDouble(scan -> scan.get(channel).get(bin))
                        .average()
                        .orElse(expected.get(bin)))
                .toList();
        return ChannelMeasure.stability(expected, mean);
    }
}
