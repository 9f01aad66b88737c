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

    /** Of all voxels; as {@link #of(float[], int, int, Choice)}, to the last bit. */
    public static Moments of(float[] values, int from, int length) {
        if (length == 0) {
            return new Moments(0, 0, 0);
        }
        double mean = total(length, (first, end) -> sum(values, from + first, from + end)) / length;
        double squares = total(length, (first, end) -> squares(values, from + first, from + end, mean));
        return new Moments(length, mean, Math.sqrt(squares / length));
    }

    private interface BlockSum {
        double of(int first, int end);
    }

    private static double total(int length, BlockSum block) {
        double[] parts = new double[Math.ceilDiv(length, BLOCK)];
        IntStream.range(0, parts.length)
                .parallel()
                .forEach(part -> parts[part] = block.of(part * BLOCK, Math.min(length, (part + 1) * BLOCK)));
        double total = 0;
        for (double part : parts) {
            total += part;
        }
        return total;
    }

    private static double sum(float[] values, int first, int end) {
        double sum = 0;
        for (int n = first; n < end; n++) {
            sum += values[n];
        }
        return sum;
    }

    private static double squares(float[] values, int first, int end, double centre) {
        double sum = 0;
        for (int n = first; n < end; n++) {
            double difference = values[n] - centre;
            sum += difference * difference;
        }
        return sum;
    }

    /** Of chosen voxels, in two passes, so that large means do not eat small deviations. */
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
