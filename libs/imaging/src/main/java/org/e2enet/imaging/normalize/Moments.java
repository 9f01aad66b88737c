package org.e2enet.imaging.normalize;

import java.util.stream.IntStream;

/**
 * Mean and standard deviation of chosen voxels, summed block by block in a fixed order: equal on any number of threads.
 *
 * @param count voxels chosen; with none, mean and deviation are 0
 */
public record Moments(long count, double mean, double deviation) {
    private static final int BLOCK = 1 << 16;

    /** Chooses voxels by place (counted from the channel's first) and value. */
    @FunctionalInterface
    public interface Choice {
        boolean takes(int place, float value);
    }

    /** Two passes, so that large means do not eat small deviations. */
    public static Moments of(float[] values, int from, int length, Choice choice) {
        double[] first = sum(values, from, length, choice, 0);
        long count = (long) first[0];
        if (count == 0) {
            return new Moments(0, 0, 0);
        }
        double mean = first[1] / count;
        double[] second = sum(values, from, length, choice, mean);
        return new Moments(count, mean, Math.sqrt(second[2] / count));
    }

    private static double[] sum(float[] values, int from, int length, Choice choice, double centre) {
        double[][] parts = new double[Math.ceilDiv(length, BLOCK)][];
        IntStream.range(0, parts.length).parallel().forEach(part -> {
            double[] sums = new double[3];
            for (int n = part * BLOCK; n < Math.min(length, (part + 1) * BLOCK); n++) {
                float value = values[from + n];
                if (choice.takes(n, value)) {
                    double difference = value - centre;
                    sums[0]++;
                    sums[1] += difference;
                    sums[2] += difference * difference;
                }
            }
            parts[part] = sums;
        });
        double[] total = new double[3];
        for (double[] part : parts) {
            for (int n = 0; n < 3; n++) {
                total[n] += part[n];
            }
        }
        return total;
    }
}
