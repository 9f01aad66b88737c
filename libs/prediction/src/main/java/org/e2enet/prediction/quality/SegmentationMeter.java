package org.e2enet.prediction.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.contract.scan.PreparedGeometry;
import org.e2enet.imaging.rows.ProbabilityRows;
import org.e2enet.imaging.rows.SliceTasks;
import org.e2enet.prediction.window.SliceSink;

/**
 * Measures the classes of a scan while the slices of its probabilities come by; two slices are held. Rows are worked on by all cores and
 * added up in order, so that equal slices give equal measures. Not thread safe.
 */
public final class SegmentationMeter implements SliceSink {
    private static final ProbabilityRows ROWS = ProbabilityRows.BEST;

    /** Closer than this to the second class, a voxel is at the border of the decision. */
    private static final float BOUNDARY = 0.1f;

    /** Where one class has more, the entropy is below 0.002 and taken as 0: nearly all voxels, and a logarithm is dear. */
    private static final float CERTAIN = 0.9999f;

    /** Less adds less than 0.001 to an entropy. */
    private static final float NEGLIGIBLE = 1e-4f;

    private final PreparedGeometry geometry;
    private final int classes;
    /** A class of less has no voxel: some class has 1 / classes everywhere. */
    private final float nowhere;

    private final int height;
    private final int width;
    private final short[] labels;
    private final SliceComponents components;
    private final Row[] rows;
    private final Sums sums;

    /** @param classes background included */
    public SegmentationMeter(PreparedGeometry geometry, int classes) {
        this.geometry = geometry;
        this.classes = classes;
        nowhere = Math.min(NEGLIGIBLE, 0.5f / classes);
        height = geometry.extent().height();
        width = geometry.extent().width();
        labels = new short[height * width];
        components = new SliceComponents(classes, height, width);
        sums = new Sums(classes);
        rows = IntStream.range(0, height).mapToObj(Row::new).toArray(Row[]::new);
    }

    /** What measuring holds at its peak. */
    public static long bytes(PreparedGeometry geometry, int classes) {
        int height = geometry.extent().height();
        int width = geometry.extent().width();
        long row = 4L * Float.BYTES * width + (5L * Double.BYTES + 2L * Integer.BYTES + Short.BYTES) * classes;
        return SliceComponents.bytes(height, width) + (long) Short.BYTES * height * width + row * height;
    }

    @Override
    public void accept(int z, float[][] probabilities) {
        SliceTasks.forEach(height, (long) classes * labels.length, y -> rows[y].measure(probabilities));
        end(z);
    }

    /** Takes a slice that is decided, such as a truth: no doubt is measured. @param from of the slice's first voxel */
    public void accept(int z, short[] decided, int from) {
        for (int v = 0; v < labels.length; v++) {
            labels[v] = (short) Math.max(0, decided[from + v]);
        }
        SliceTasks.forEach(height, labels.length, y -> rows[y].count());
        end(z);
    }

    /** Of all slices so far, class by class. */
    public List<ClassMeasure> classes() {
        double voxelMl = geometry.spacingMm().along(0)
                * geometry.spacingMm().along(1)
                * geometry.spacingMm().along(2)
                / 1000;
        int[] counts = components.counts();
        List<ClassMeasure> measures = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            double voxels = sums.voxels[c];
            List<Double> centre = voxels == 0
                    ? List.of()
                    : List.of(
                            (sums.depth[c] / voxels + 0.5) / geometry.extent().depth(),
                            (sums.height[c] / voxels + 0.5) / height,
                            (sums.width[c] / voxels + 0.5) / width);
            double shared = Math.max(1, voxels);
            measures.add(new ClassMeasure(
                    (long) voxels,
                    voxels * voxelMl,
                    centre,
                    counts[c],
                    sums.entropy[c] / shared,
                    sums.boundary[c] / shared));
        }
        return measures;
    }

    private void end(int z) {
        for (int y = 0; y < height; y++) {
            sums.add(rows[y].own, z, y);
        }
        components.accept(labels);
    }

    /** Sums over voxels by class. */
    private static final class Sums {
        private final double[] voxels;
        private final double[] depth;
        private final double[] height;
        private final double[] width;
        private final double[] entropy;
        private final double[] boundary;

        Sums(int classes) {
            voxels = new double[classes];
            depth = new double[classes];
            height = new double[classes];
            width = new double[classes];
            entropy = new double[classes];
            boundary = new double[classes];
        }

        /** Takes what a row has and empties it. */
        void add(Sums row, int z, int y) {
            for (int c = 0; c < voxels.length; c++) {
                if (row.voxels[c] > 0) {
                    voxels[c] += row.voxels[c];
                    depth[c] += row.voxels[c] * z;
                    height[c] += row.voxels[c] * y;
                    width[c] += row.width[c];
                    entropy[c] += row.entropy[c];
                    boundary[c] += row.boundary[c];
                    row.voxels[c] = 0;
                    row.width[c] = 0;
                    row.entropy[c] = 0;
                    row.boundary[c] = 0;
                }
            }
        }
    }

    /** One row of a slice. */
    private final class Row {
        private final int from;
        private final float[] best = new float[width];
        private final float[] second = new float[width];
        private final float[] entropy = new float[width];
        private final float[] names = new float[width];
        /** Classes that may matter in this row, and the columns where. */
        private final short[] present = new short[classes];

        private final int[] begin = new int[classes];
        private final int[] end = new int[classes];
        private final Sums own = new Sums(classes);
        private final double inverseMostEntropy = 1 / Math.log(classes);

        Row(int y) {
            from = y * width;
        }

        void measure(float[][] probabilities) {
            int found = 0;
            for (int c = 0; c < classes; c++) {
                if (bound(probabilities[c], found)) {
                    present[found++] = (short) c;
                }
            }
            Arrays.fill(best, 0);
            Arrays.fill(second, 0);
            Arrays.fill(names, 0);
            for (int n = 0; n < found; n++) {
                float[] plane = probabilities[present[n]];
                ROWS.challenge(present[n], plane, from + begin[n], best, second, names, begin[n], end[n] - begin[n]);
            }
            for (int x = 0; x < width; x++) {
                labels[from + x] = (short) names[x];
            }
            count();
            if (ROWS.least(best, width) < CERTAIN) {
                doubt(probabilities, found);
            }
        }

        private void doubt(float[][] probabilities, int found) {
            Arrays.fill(entropy, 0);
            for (int n = 0; n < found; n++) {
                ROWS.addEntropy(probabilities[present[n]], from + begin[n], entropy, begin[n], end[n] - begin[n]);
            }
            for (int x = 0; x < width; x++) {
                if (best[x] < CERTAIN) {
                    int label = labels[from + x];
                    own.entropy[label] += Math.max(0, entropy[x]) * inverseMostEntropy;
                    own.boundary[label] += best[x] - second[x] < BOUNDARY ? 1 : 0;
                }
            }
        }

        /** Run by run: most neighbours are of one class. */
        void count() {
            int x = 0;
            while (x < width) {
                int start = x;
                x = RunEnd.of(labels, from + start, from + width) - from;
                int label = labels[from + start];
                own.voxels[label] += x - start;
                own.width[label] += (x - start) * (start + x - 1) / 2.0;
            }
        }

        /** Where a class may matter: most are nowhere in most rows, which is seen at a tenth of what it costs to go into them. */
        private boolean bound(float[] plane, int n) {
            begin[n] = ROWS.firstAbove(plane, from, from + width, nowhere) - from;
            end[n] = ROWS.endAbove(plane, from + begin[n], from + width, nowhere) - from;
            return end[n] > begin[n];
        }
    }
}
