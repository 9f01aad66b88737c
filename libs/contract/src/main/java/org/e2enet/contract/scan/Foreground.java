package org.e2enet.contract.scan;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Intensities of one channel over a scan's foreground. A plain record: it travels as JSON.
 *
 * @param voxels number of foreground voxels; 0 leaves the other numbers 0
 * @param quantiles intensities below which the {@link #shares} of voxels lie; of every n-th voxel in large scans
 */
public record Foreground(long voxels, double mean, double standardDeviation, List<Double> quantiles) {
    private static final double[] SHARES = denseAtTheEnds();

    public Foreground {
        quantiles = List.copyOf(quantiles);
        if (quantiles.size() != SHARES.length || voxels < 0) {
            throw new IllegalArgumentException(SHARES.length + " quantiles are wanted, got " + quantiles.size());
        }
    }

    /** The shares that {@link #quantiles} stand for, 0 to 1: dense where the wanted percentiles are. */
    public static double[] shares() {
        return SHARES.clone();
    }

    private static double[] denseAtTheEnds() {
        double[] end = {0, 0.0002, 0.0005, 0.001, 0.002, 0.003, 0.004, 0.005, 0.007, 0.01, 0.015, 0.02, 0.03, 0.05};
        DoubleStream middle = IntStream.range(1, 18).mapToDouble(n -> 0.05 + 0.05 * n);
        DoubleStream ends = Arrays.stream(end).flatMap(share -> DoubleStream.of(share, 1 - share));
        return DoubleStream.concat(middle, ends).sorted().toArray();
    }
}
