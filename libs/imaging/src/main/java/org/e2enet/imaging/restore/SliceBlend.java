package org.e2enet.imaging.restore;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.e2enet.imaging.orientation.ArrayView;
import org.e2enet.imaging.resample.LinearAxis;
import org.e2enet.imaging.resample.Resampling;
import org.e2enet.imaging.rows.ProbabilityRows;
import org.e2enet.imaging.rows.SliceTasks;

/** Interpolates one target slice between two source slices, class by class, and keeps only the most probable class. */
final class SliceBlend {
    private final LinearAxis depth;
    private final LinearAxis height;
    private final LinearAxis width;
    private final int sourceWidth;
    private final int[] lowerColumn;
    private final int[] upperColumn;
    private final float[] upperWeight;
    /** First target column whose lower source column is at least the index. */
    private final int[] firstTarget;

    /** Whether every target column is a source column. */
    private final boolean isSameWidth;

    private final ArrayView target;
    private final short[] labels;
    private final ProbabilityMaps maps;

    /**
     * @param back from the prepared to the cropped grid
     * @param target the cropped grid within {@code labels} and maps
     */
    SliceBlend(Resampling back, ArrayView target, short[] labels, ProbabilityMaps maps) {
        this.maps = maps;
        depth = LinearAxis.of(back, 0);
        height = LinearAxis.of(back, 1);
        width = LinearAxis.of(back, 2);
        sourceWidth = back.source().width();
        lowerColumn = IntStream.range(0, width.size()).map(width::lower).toArray();
        upperColumn = IntStream.range(0, width.size()).map(width::upper).toArray();
        upperWeight = new float[width.size()];
        for (int w = 0; w < upperWeight.length; w++) {
            upperWeight[w] = (float) width.upperWeight(w);
        }
        isSameWidth = isSame(width, sourceWidth);
        firstTarget = new int[sourceWidth + 1];
        for (int column = 0, w = 0; column <= sourceWidth; column++) {
            while (w < lowerColumn.length && lowerColumn[w] < column) {
                w++;
            }
            firstTarget[column] = w;
        }
        this.target = target;
        this.labels = labels;
    }

    private static boolean isSame(LinearAxis axis, int sourceSize) {
        return axis.size() == sourceSize
                && IntStream.range(0, sourceSize).allMatch(i -> axis.lower(i) == i && axis.upperWeight(i) == 0);
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

    /** Writes one target slice from the two source slices around it. */
    void write(int slice, ProbabilitySlice lower, ProbabilitySlice upper) {
        float weight = (float) depth.upperWeight(slice);
        long values = (long) lower.classes() * height.size() * width.size();
        int parts = SliceTasks.areWorthThreads(values)
                ? Math.min(height.size(), 4 * Runtime.getRuntime().availableProcessors())
                : 1;
        SliceTasks.forEach(parts, values, part -> {
            Row row = new Row();
            for (int h = part * height.size() / parts; h < (part + 1) * height.size() / parts; h++) {
                row.write(slice, h, lower, upper, weight);
            }
        });
    }

    /** One target row and its buffers. */
    private final class Row {
        private final float[] blended = new float[sourceWidth];
        private final float[] values = new float[width.size()];
        private final float[] best = new float[width.size()];
        private final float[] names = new float[width.size()];
        private final double[] entropy = new double[width.size()];

        void write(int slice, int h, ProbabilitySlice lower, ProbabilitySlice upper, float weight) {
            Arrays.fill(best, Float.NEGATIVE_INFINITY);
            Arrays.fill(names, 0);
            int a = height.lower(h);
            int b = height.upper(h);
            for (int candidate = 0; candidate < lower.classes(); candidate++) {
                int first = Math.min(
                        Math.min(lower.first(candidate, a), lower.first(candidate, b)),
                        Math.min(upper.first(candidate, a), upper.first(candidate, b)));
                int last = Math.max(
                        Math.max(lower.last(candidate, a), lower.last(candidate, b)),
                        Math.max(upper.last(candidate, a), upper.last(candidate, b)));
                if (first <= last) {
                    blend(h, lower.plane(candidate), upper.plane(candidate), weight, first, last);
                    challenge(candidate, first, last);
                }
                if (maps.isWanted()) {
                    map(candidate, slice, h, first, last);
                }
            }
            int to = target.offset(slice, h, 0);
            if (target.widthStep() == 1) {
                for (int w = 0; w < names.length; w++) {
                    labels[to + w] = (short) names[w];
                }
            } else {
                for (int w = 0; w < names.length; w++) {
                    labels[to + w * target.widthStep()] = (short) names[w];
                }
            }
            if (maps.isWanted()) {
                for (int w = 0; w < entropy.length; w++) {
                    maps.entropy(to + w * target.widthStep(), entropy[w]);
                    entropy[w] = 0;
                }
            }
        }

        /** Keeps what was just blended for a class; it has nothing outside of the columns. */
        private void map(int candidate, int slice, int h, int first, int last) {
            int to = target.offset(slice, h, 0);
            int start = first <= last ? firstTarget[Math.max(first - 1, 0)] : width.size();
            int end = first <= last ? firstTarget[last + 1] : width.size();
            for (int w = 0; w < width.size(); w++) {
                float value = 0;
                if (w >= start && w < end) {
                    float low = blended[lowerColumn[w]];
                    value = low + upperWeight[w] * (blended[upperColumn[w]] - low);
                    entropy[w] -= value > 0 ? value * Math.log(value) : 0;
                }
                maps.probability(candidate, to + w * target.widthStep(), value);
            }
        }

        /** Blends four source rows into one, from the first column that matters to the last, and their neighbours. */
        private void blend(int h, float[] lower, float[] upper, float depthWeight, int first, int last) {
            int a = height.lower(h) * sourceWidth;
            int b = height.upper(h) * sourceWidth;
            float heightWeight = (float) height.upperWeight(h);
            int begin = Math.max(first - 1, 0);
            float weightA = 1 - heightWeight;
            float weightLower = 1 - depthWeight;
            int end = Math.min(last + 1, sourceWidth - 1);
            if (heightWeight == 0 && depthWeight == 0) {
                System.arraycopy(lower, a + begin, blended, begin, end + 1 - begin);
                return;
            }
            for (int w = begin; w <= end; w++) {
                blended[w] = weightLower * (weightA * lower[a + w] + heightWeight * lower[b + w])
                        + depthWeight * (weightA * upper[a + w] + heightWeight * upper[b + w]);
            }
        }

        /** Sets the class wherever it beats the best so far, among target columns next to the ones that matter. */
        private void challenge(int candidate, int first, int last) {
            int begin = firstTarget[Math.max(first - 1, 0)];
            int end = firstTarget[last + 1];
            if (isSameWidth) {
                ProbabilityRows.BEST.lead(candidate, blended, begin, best, names, begin, end - begin);
                return;
            }
            for (int w = begin; w < end; w++) {
                float low = blended[lowerColumn[w]];
                values[w] = low + upperWeight[w] * (blended[upperColumn[w]] - low);
            }
            ProbabilityRows.BEST.lead(candidate, values, begin, best, names, begin, end - begin);
        }
    }
}
