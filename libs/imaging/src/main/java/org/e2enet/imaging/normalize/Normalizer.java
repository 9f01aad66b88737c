package org.e2enet.imaging.normalize;

import java.util.stream.IntStream;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.IntensityStats;

/** Normalises channels in place, on all threads of the common pool; the result does not depend on their number. */
public final class Normalizer {
    /** Guards against division by zero on constant images; nnU-Net's figure. */
    private static final double MIN_DEVIATION = 1e-8;

    private Normalizer() {}

    /**
     * Normalises a channel that lies in a larger array.
     *
     * @param values changed in place
     * @param from the channel's first voxel
     * @param inside the nonzero region, one element per voxel of the channel; null if nothing asks for it
     */
    public static void apply(ChannelNormalization how, float[] values, int from, int length, boolean[] inside) {
        boolean[] mask = how.insideNonzero() ? inside : null;
        switch (how.scheme()) {
            case NONE -> {
                return;
            }
            case Z_SCORE -> {
                Moments moments = mask == null
                        ? Moments.of(values, from, length)
                        : Moments.of(values, from, length, (n, value) -> mask[n]);
                shift(values, from, length, moments.mean(), moments.deviation());
            }
            case CT -> {
                IntensityStats stats = how.requireStats();
                clip(values, from, length, stats);
                shift(values, from, length, stats.mean(), stats.standardDeviation());
            }
            case CT_PER_SCAN -> {
                IntensityStats stats = how.requireStats();
                Moments moments = Moments.of(
                        values,
                        from,
                        length,
                        (n, value) -> value > stats.percentile005() && value < stats.percentile995());
                clip(values, from, length, stats);
                shift(values, from, length, moments.mean(), moments.deviation());
            }
        }
        if (mask != null) {
            for (int n = 0; n < length; n++) {
                values[from + n] = mask[n] ? values[from + n] : 0;
            }
        }
    }

    private static void clip(float[] values, int from, int length, IntensityStats stats) {
        float low = (float) stats.percentile005();
        float high = (float) stats.percentile995();
        for (int n = from; n < from + length; n++) {
            values[n] = Math.min(high, Math.max(low, values[n]));
        }
    }

    private static void shift(float[] values, int from, int length, double mean, double deviation) {
        double scale = 1 / Math.max(deviation, MIN_DEVIATION);
        int block = 1 << 16;
        IntStream.range(0, Math.ceilDiv(length, block)).parallel().forEach(part -> {
            int end = from + Math.min(length, (part + 1) * block);
            for (int n = from + part * block; n < end; n++) {
                values[n] = (float) ((values[n] - mean) * scale);
            }
        });
    }
}
