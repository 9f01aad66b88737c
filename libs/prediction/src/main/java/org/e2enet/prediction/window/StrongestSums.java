package org.e2enet.prediction.window;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.e2enet.imaging.rows.ProbabilityRows;

/**
 * Sums of the few strongest classes of each voxel, and one bound for all the others: none of them has got more. Where several classes
 * are likely the weakest leaves for a stronger one, and the bound grows by what it had. A class that comes in later may have had up to
 * the bound before. A voxel whose best class leads whatever the others may have had has the class that all sums would give; where it
 * may not, it is counted. Probabilities only: what a class gets is never negative.
 *
 * <p>After Misra and Gries, <i>Finding repeated elements</i> (1982), with weights.
 */
final class StrongestSums implements ClassSums {
    private static final ProbabilityRows ROWS = ProbabilityRows.BEST;

    /** At a point of an image rarely more structures meet. */
    private static final int LEAST_KEPT = 4;

    private static final int BYTES_PER_CLASS = Float.BYTES + Short.BYTES;
    private static final float TAKEN = -1;
    /** Of a row, looked at together: voxels beside each other are of few classes. */
    private static final int PIECE = 16;

    private final int classes;
    private final int kept;
    private final int width;
    /** Per plane {@code [voxel][kept]}. */
    private final float[][] sums;
    /** Per plane {@code [voxel][kept]}: class + 1, 0 = none yet; negative where the class came in after others had left. */
    private final short[][] names;
    /** Per plane and voxel: no class that is not kept has got more. */
    private final float[][] bounds;
    /** Rows of the last slice that a class was written to; all else of the slice is 0. */
    private final boolean[][] written;

    private final LongAdder undecided = new LongAdder();

    StrongestSums(int classes, int kept, int planes, int planeVoxels, int width) {
        this.classes = classes;
        this.kept = kept;
        this.width = width;
        sums = new float[planes][planeVoxels * kept];
        names = new short[planes][planeVoxels * kept];
        bounds = new float[planes][planeVoxels];
        written = new boolean[classes][planeVoxels / width];
    }

    /** Classes per voxel that fit the ceiling, but four at least; all of them where these take no more. */
    static int kept(int classes, long voxels, long ceilingBytes) {
        if (Float.BYTES * classes * voxels <= ceilingBytes || classes > Short.MAX_VALUE) {
            return classes;
        }
        long fitting = (ceilingBytes / voxels - Float.BYTES) / BYTES_PER_CLASS;
        int kept = (int) Math.max(LEAST_KEPT, fitting);
        return bytes(kept, voxels) < Float.BYTES * classes * voxels ? kept : classes;
    }

    static long bytes(int kept, long voxels) {
        return voxels * (kept * BYTES_PER_CLASS + Float.BYTES);
    }

    @Override
    public void add(int plane, int first, float[] weights, float[] output, int source, int step) {
        Row row = new Row(plane, first, weights, output, source, step);
        row.addToKept();
        row.challenge();
        row.raiseBounds();
    }

    /** A row of a window beside the sums of its voxels. */
    private final class Row {
        private final float[] sum;
        private final short[] name;
        private final float[] bound;
        private final int first;
        private final float[] weights;
        private final float[] output;
        private final int voxels;
        private final int source;
        private final int step;
        /** Of each voxel: the weakest kept sum, and the most that a class got or had which is not kept. */
        private final float[] weakest;

        private final float[] left;

        Row(int plane, int first, float[] weights, float[] output, int source, int step) {
            sum = sums[plane];
            name = names[plane];
            bound = bounds[plane];
            this.first = first;
            this.weights = weights;
            this.output = output;
            voxels = output.length / classes;
            this.source = source;
            this.step = step;
            weakest = new float[weights.length];
            left = new float[weights.length];
        }

        /** Classes that are kept already, whatever they get. */
        void addToKept() {
            for (int i = 0; i < weights.length; i++) {
                int k = (first + i) * kept;
                int end = k + kept;
                float least = Float.MAX_VALUE;
                for (; k < end && name[k] != 0; k++) {
                    int from = (Math.abs(name[k]) - 1) * voxels + source + step * i;
                    sum[k] += weights[i] * output[from];
                    output[from] = TAKEN;
                    least = Math.min(least, sum[k]);
                }
                weakest[i] = k < end ? 0 : least;
            }
        }

        /** The other classes: each gets in where it is stronger than the weakest, which most are nowhere. */
        void challenge() {
            for (int c = 0; c < classes; c++) {
                int from = c * voxels + source;
                for (int i = 0; i < weights.length; i += PIECE) {
                    int count = Math.min(PIECE, weights.length - i);
                    if (step != 1 || !ROWS.raise(weights, output, from + i, weakest, left, i, count)) {
                        challenge(c, from, i, i + count);
                    }
                }
            }
        }

        private void challenge(int c, int from, int begin, int end) {
            for (int i = begin; i < end; i++) {
                float got = weights[i] * output[from + step * i];
                if (got > weakest[i]) {
                    int at = (first + i) * kept;
                    int loser = weakest(at);
                    left[i] = Math.max(left[i], sum[loser]);
                    sum[loser] = got;
                    name[loser] = (short) (bound[first + i] > 0 ? -(c + 1) : c + 1);
                    weakest[i] = sum[weakest(at)];
                } else {
                    left[i] = Math.max(left[i], got);
                }
            }
        }

        /** What left had at most the old bound before it came in. */
        void raiseBounds() {
            for (int i = 0; i < weights.length; i++) {
                bound[first + i] += left[i];
            }
        }

        /** Empty places are the weakest. */
        private int weakest(int at) {
            int found = at;
            for (int k = at + 1; k < at + kept; k++) {
                if (sum[k] < sum[found]) {
                    found = k;
                }
            }
            return found;
        }
    }

    @Override
    public void read(int plane, int first, float[] factors, float[][] slice, int target) {
        int row = target / factors.length;
        for (int c = 0; c < classes; c++) {
            if (written[c][row]) {
                Arrays.fill(slice[c], target, target + factors.length, 0);
                written[c][row] = false;
            }
        }
        for (int i = 0; i < factors.length; i++) {
            int at = (first + i) * kept;
            int best = at;
            for (int k = at; k < at + kept && names[plane][k] != 0; k++) {
                int c = Math.abs(names[plane][k]) - 1;
                slice[c][target + i] = sums[plane][k] * factors[i];
                written[c][row] = true;
                best = sums[plane][k] > sums[plane][best] ? k : best;
            }
            if (bounds[plane][first + i] > 0 && !leads(plane, at, best, bounds[plane][first + i])) {
                undecided.increment();
            }
        }
    }

    /** Whether no other class can have got as much as the best kept one. */
    private boolean leads(int plane, int at, int best, float bound) {
        float most = bound;
        for (int k = at; k < at + kept; k++) {
            if (k != best) {
                most = Math.max(most, sums[plane][k] + (names[plane][k] < 0 ? bound : 0));
            }
        }
        return sums[plane][best] > most;
    }

    @Override
    public void clear(int plane) {
        Arrays.fill(sums[plane], 0);
        Arrays.fill(names[plane], (short) 0);
        Arrays.fill(bounds[plane], 0);
    }

    @Override
    public long undecided() {
        return undecided.sum();
    }
}
