package org.e2enet.imaging.fingerprint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.contract.preparation.IntensityStats;
import org.e2enet.contract.scan.Foreground;
import org.e2enet.imaging.normalize.Moments;

/** Takes intensities of foregrounds, and puts those of several scans together. */
public final class ForegroundIntensities {
    private static final double[] SHARES = Foreground.shares();
    private static final int MAX_SAMPLES = 1 << 18;

    private ForegroundIntensities() {}

    /** Of the chosen voxels of a channel. */
    public static Foreground of(float[] channel, boolean[] foreground) {
        Moments moments = Moments.of(channel, 0, channel.length, (place, value) -> foreground[place]);
        int every = Math.toIntExact(Math.ceilDiv(moments.count() + 1, MAX_SAMPLES));
        float[] samples = new float[Math.toIntExact(Math.ceilDiv(moments.count(), every))];
        int seen = 0;
        for (int n = 0; n < channel.length; n++) {
            if (foreground[n] && seen++ % every == 0) {
                samples[(seen - 1) / every] = channel[n];
            }
        }
        Arrays.parallelSort(samples);
        List<Double> quantiles = new ArrayList<>(SHARES.length);
        for (double share : SHARES) {
            quantiles.add(samples.length == 0 ? 0.0 : quantile(samples, share));
        }
        return new Foreground(moments.count(), moments.mean(), moments.deviation(), quantiles);
    }

    private static double quantile(float[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int floor = (int) position;
        int next = Math.min(floor + 1, sorted.length - 1);
        return sorted[floor] + (position - floor) * (sorted[next] - sorted[floor]);
    }

    /**
     * Statistics over the foreground voxels of several scans together: mean and deviation exactly, percentiles from the
     * scans' quantiles, each weighted by its voxels.
     */
    public static IntensityStats pooled(List<Foreground> scans) {
        List<Foreground> filled =
                scans.stream().filter(scan -> scan.voxels() > 0).toList();
        if (filled.isEmpty()) {
            return new IntensityStats(0, 0, 0, 0);
        }
        double total = filled.stream().mapToDouble(Foreground::voxels).sum();
        double mean = filled.stream().mapToDouble(s -> s.voxels() * s.mean()).sum() / total;
        double variance = filled.stream()
                        .mapToDouble(s -> s.voxels()
                                * (s.standardDeviation() * s.standardDeviation()
                                        + (s.mean() - mean) * (s.mean() - mean)))
                        .sum()
                / total;
        return new IntensityStats(
                mean, Math.sqrt(variance), percentile(filled, total, 0.005), percentile(filled, total, 0.995));
    }

    /** Where the pooled share of voxels at or below crosses the wanted one. */
    private static double percentile(List<Foreground> scans, double total, double share) {
        if (scans.size() == 1) {
            return scans.getFirst().quantiles().get(Arrays.binarySearch(SHARES, share));
        }
        double low =
                scans.stream().mapToDouble(s -> s.quantiles().getFirst()).min().orElseThrow();
        double high =
                scans.stream().mapToDouble(s -> s.quantiles().getLast()).max().orElseThrow();
        for (int step = 0; step < 100 && low < high; step++) {
            double middle = low + (high - low) / 2;
            double below = scans.stream()
                    .mapToDouble(s -> s.voxels() * shareBelow(s.quantiles(), middle))
                    .sum();
            if (below < share * total) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double shareBelow(List<Double> quantiles, double value) {
        int above = IntStream.range(0, SHARES.length)
                .filter(q -> quantiles.get(q) > value)
                .findFirst()
                .orElse(SHARES.length);
        if (above == 0 || above == SHARES.length) {
            return above == 0 ? 0 : 1;
        }
        double before = quantiles.get(above - 1);
        double part = (value - before) / (quantiles.get(above) - before);
        return SHARES[above - 1] + part * (SHARES[above] - SHARES[above - 1]);
    }
}
