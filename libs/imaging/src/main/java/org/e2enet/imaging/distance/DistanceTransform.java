package org.e2enet.imaging.distance;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Exact Euclidean distance transform for anisotropic voxels in time linear in their number: the distances along x, then
 * for each further axis the lower envelope of parabolas. Source: Felzenszwalb and Huttenlocher, "Distance transforms of
 * sampled functions", Theory of Computing 8 (2012), section 2. Squares are added in axis order, so that a distance that
 * equals a tolerance on paper compares as it does in implementations that sum over the axes. Stateless; large boxes are
 * worked on by all threads of the common pool, with the same result for any number of them.
 */
public final class DistanceTransform {
    private static final int VOXELS_WORTH_THREADS = 1 << 17;

    private DistanceTransform() {}

    /** Takes what lies between two planes across x. */
    @FunctionalInterface
    public interface Tile {
        /**
         * @param fromX the first plane of voxels
         * @param width how many planes
         * @param squaredMm2 [nz][ny][width] flattened, squared millimetres; infinite when there is no feature anywhere. Good until the
         *     call returns.
         */
        void take(int fromX, int width, double[] squaredMm2);
    }

    /**
     * Squared distance of every voxel to the nearest feature.
     *
     * @return squared millimetres, [nz][ny][nx] flattened; all infinite when there is no feature
     */
    public static double[] squaredMm2(VoxelBits features) {
        Lattice lattice = features.lattice();
        double[] squared = new double[lattice.voxels()];
        transform(features, 0, lattice.nx(), squared);
        return squared;
    }

    /**
     * The same, tile by tile along x, so that no more than {@code mostBytes} are taken at a time, or one plane across x where that is
     * more. Distances do not depend on the tiles.
     */
    public static void inTiles(VoxelBits features, long mostBytes, Tile tile) {
        Lattice lattice = features.lattice();
        long planeBytes = (long) Double.BYTES * lattice.ny() * lattice.nz();
        int widest = Math.clamp(mostBytes / planeBytes, 1, lattice.nx());
        double[] squared = new double[widest * lattice.ny() * lattice.nz()];
        for (int fromX = 0; fromX < lattice.nx(); fromX += widest) {
            int width = Math.min(widest, lattice.nx() - fromX);
            transform(features, fromX, width, squared);
            tile.take(fromX, width, squared);
        }
    }

    private static void transform(VoxelBits features, int fromX, int width, double[] squared) {
        Lattice lattice = features.lattice();
        int voxels = width * lattice.ny() * lattice.nz();
        forEach(lattice.nz(), voxels, z -> withinSlice(features, squared, fromX, width, z));
        forEach(lattice.ny(), voxels, y -> acrossSlices(squared, lattice, width, y));
    }

    private static void withinSlice(VoxelBits features, double[] squared, int fromX, int width, int z) {
        Lattice lattice = features.lattice();
        int slice = z * width * lattice.ny();
        for (int y = 0; y < lattice.ny(); y++) {
            alongRow(features, y + lattice.ny() * z, fromX, fromX + width, squared, slice + y * width - fromX);
        }
        LowerEnvelope envelope = new LowerEnvelope(lattice.ny(), lattice.yMm());
        for (int x = 0; x < width; x++) {
            envelope.replace(squared, slice + x, width);
        }
    }

    private static void acrossSlices(double[] squared, Lattice lattice, int width, int y) {
        LowerEnvelope envelope = new LowerEnvelope(lattice.nz(), lattice.zMm());
        for (int x = 0; x < width; x++) {
            envelope.replace(squared, y * width + x, width * lattice.ny());
        }
    }

    /** @param start where voxel 0 of the row would lie */
    private static void alongRow(VoxelBits features, int row, int from, int to, double[] squared, int start) {
        int nx = features.lattice().nx();
        double xMm = features.lattice().xMm();
        int last = features.previous(row, from);
        int x = from;
        while (x < to) {
            int next = features.next(row, x);
            if (next == nx) {
                if (last < 0) {
                    Arrays.fill(squared, start + x, start + to, Double.POSITIVE_INFINITY);
                } else {
                    fill(squared, start, x, to, last, xMm);
                }
                return;
            }
            int nearerToNext = last < 0 ? x : Math.clamp(last + (next - last) / 2 + 1, x, to);
            fill(squared, start, x, nearerToNext, last, xMm);
            fill(squared, start, nearerToNext, Math.min(next + 1, to), next, xMm);
            last = next;
            x = next + 1;
        }
    }

    private static void fill(double[] squared, int start, int from, int to, int feature, double xMm) {
        for (int x = from; x < to; x++) {
            double mm = (x - feature) * xMm;
            squared[start + x] = mm * mm;
        }
    }

    private static void forEach(int count, int voxels, IntConsumer work) {
        IntStream range = IntStream.range(0, count);
        (voxels >= VOXELS_WORTH_THREADS ? range.parallel() : range).forEach(work);
    }
}
