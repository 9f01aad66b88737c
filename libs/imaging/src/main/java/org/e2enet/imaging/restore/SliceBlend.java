package org.e2enet.imaging.restore;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.e2enet.imaging.orientation.ArrayView;
import org.e2enet.imaging.resample.LinearAxis;
import org.e2enet.imaging.resample.Resampling;

/** Interpolates one target slice between two source slices, class by class, and keeps only the most probable class. */
final class SliceBlend {
    private final LinearAxis depth;
    private final LinearAxis height;
    private final LinearAxis width;
    private final int sourceWidth;
    private final ArrayView target;
    private final short[] labels;

    /**
     * @param back from the prepared to the cropped grid
     * @param target the cropped grid within {@code labels}
     */
    SliceBlend(Resampling back, ArrayView target, short[] labels) {
        depth = LinearAxis.of(back, 0);
        height = LinearAxis.of(back, 1);
        width = LinearAxis.of(back, 2);
        sourceWidth = back.source().width();
        this.target = target;
        this.labels = labels;
    }

    /** Number of target slices. */
    int depth() {
        return depth.size();
    }

    int lowerSlice(int slice) {
        return depth.lower(slice);
    }

    int upperSlice(int slice) {
        return depth.upper(slice);
    }

    /** Writes one target slice from the two source slices around it, {@code [class][height * width]} each. */
    void write(int slice, float[][] lower, float[][] upper) {
        float weight = (float) depth.upperWeight(slice);
        int parts = Math.min(height.size(), 4 * Runtime.getRuntime().availableProcessors());
        IntStream.range(0, parts).parallel().forEach(part -> {
            Row row = new Row();
            for (int h = part * height.size() / parts; h < (part + 1) * height.size() / parts; h++) {
                row.write(slice, h, lower, upper, weight);
            }
        });
    }

    /** One target row and its buffers. */
    private final class Row {
        private final float[] blended = new float[sourceWidth];
        private final float[] best = new float[width.size()];
        private final short[] label = new short[width.size()];

        void write(int slice, int h, float[][] lower, float[][] upper, float weight) {
            Arrays.fill(best, Float.NEGATIVE_INFINITY);
            Arrays.fill(label, (short) 0);
            // Some class has at least 1 / classes everywhere: one that stays well below it all along cannot win.
            float hopeless = 0.5f / lower.length;
            for (int candidate = 0; candidate < lower.length; candidate++) {
                float max = blend(h, lower[candidate], upper[candidate], weight);
                if (max > hopeless) {
                    challenge((short) candidate);
                }
            }
            int to = target.offset(slice, h, 0);
            for (int w = 0; w < label.length; w++) {
                labels[to + w * target.widthStep()] = label[w];
            }
        }

        /** Blends four source rows into one; returns its largest number. */
        private float blend(int h, float[] lower, float[] upper, float depthWeight) {
            int a = height.lower(h) * sourceWidth;
            int b = height.upper(h) * sourceWidth;
            float heightWeight = (float) height.upperWeight(h);
            float weightA = 1 - heightWeight;
            float weightLower = 1 - depthWeight;
            float max = 0;
            for (int w = 0; w < sourceWidth; w++) {
                float value = weightLower * (weightA * lower[a + w] + heightWeight * lower[b + w])
                        + depthWeight * (weightA * upper[a + w] + heightWeight * upper[b + w]);
                blended[w] = value;
                max = Math.max(max, value);
            }
            return max;
        }

        private void challenge(short candidate) {
            for (int w = 0; w < best.length; w++) {
                float low = blended[width.lower(w)];
                float value = low + (float) width.upperWeight(w) * (blended[width.upper(w)] - low);
                if (value > best[w]) {
                    best[w] = value;
                    label[w] = candidate;
                }
            }
        }
    }
}
