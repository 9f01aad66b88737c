package org.e2enet.contract.quality;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model learned from, in numbers that later scans are held against.
 *
 * @param scans how many it stands for
 * @param percentiles per channel, of prepared intensities from the least to the greatest, 101 each: the mean of the scans'
 * @param ranges usual ones by measure, for example {@code volume.2}
 */
public record QualityReference(int scans, List<List<Double>> percentiles, Map<String, Range> ranges) {
    public QualityReference {
        percentiles = percentiles.stream().map(List::copyOf).toList();
        ranges = Collections.unmodifiableMap(new TreeMap<>(ranges));
        if (scans < 1) {
            throw new IllegalArgumentException("a reference stands for at least one scan");
        }
    }

    /** Of an ensemble: what is usual for either. */
    public QualityReference and(QualityReference other) {
        int all = scans + other.scans;
        List<List<Double>> means = new ArrayList<>();
        for (int channel = 0; channel < percentiles.size(); channel++) {
            List<Double> mean = new ArrayList<>();
            for (int n = 0; n < percentiles.get(channel).size(); n++) {
                mean.add((scans * percentiles.get(channel).get(n)
                                + other.scans * other.percentiles.get(channel).get(n))
                        / all);
            }
            means.add(mean);
        }
        Map<String, Range> hulls = new TreeMap<>(ranges);
        other.ranges.forEach((measure, range) -> hulls.merge(measure, range, Range::and));
        return new QualityReference(all, means, hulls);
    }
}
