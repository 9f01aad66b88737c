package org.e2enet.imaging.distance;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.e2enet.faults.Fault;

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

    /**
     * Squared distance of every voxel to the nearest feature.
     *
     * @param features [nz][ny][nx] flattened, true where a feature is
     * @return squared millimetres, [nz][ny][nx] flattened; all infinite when there is no feature
     * @throws org.e2enet.faults.FaultException IMG-153 when the array does not fill the lattice
     */
    public static double[] squaredMm2(boolean[] features, Lattice lattice) {
        if (features.length != lattice.voxels()) {
            throw new Fault(
                            "IMG-153",
                            "a mask of " + features.length + " voxels on a box of " + lattice.voxels(),
                            "features",
                            "Give one element per voxel.")
                    .exception();
        }
        double[] squared = new double[features.length];
        forEach(lattice.nz(), lattice, z -> withinSlice(features, squared, lattice, z));
        forEach(lattice.ny(), lattice, y -> acrossSlices(squared, lattice, y));
        return squared;
    }

    private static void withinSlice(boolean[] features, double[] squared, Lattice lattice, int z) {
        int nx = lattice.nx();
        int slice = z * nx * lattice.ny();
        for (int y = 0; y < lattice.ny(); y++) {
            alongRow(features, squared, slice + y * nx, nx, lattice.xMm());
        }
        LowerEnvelope envelope = new LowerEnvelope(lattice.ny(), lattice.yMm());
        for (int x = 0; x < nx; x++) {
            envelope.replace(squared, slice + x, nx);
        }
    }

    private static void acrossSlices(double[] squared, Lattice lattice, int y) {
        int nx = lattice.nx();
        LowerEnvelope envelope = new LowerEnvelope(lattice.nz(), lattice.zMm());
        for (int x = 0; x < nx; x++) {
            envelope.replace(squared, y * nx + x, nx * lattice.ny());
        }
    }

    private static void alongRow(boolean[] features, double[] squared, int start, int nx, double xMm) {
        int last = -1;
        for (int x = 0; x < nx; x++) {
            if (!features[start + x]) {
                continue;
            }
            int nearerToThis = last < 0 ? 0 : last + (x - last) / 2 + 1;
            fill(squared, start, last + 1, nearerToThis, last, xMm);
            fill(squared, start, nearerToThis, x + 1, x, xMm);
            last = x;
        }
        if (last < 0) {
            Arrays.fill(squared, start, start + nx, Double.POSITIVE_INFINITY);
            return;
        }
        fill(squared, start, last + 1, nx, last, xMm);
    }

    private static void fill(double[] squared, int start, int from, int to, int feature, double xMm) {
        for (int x = from; x < to; x++) {
            double mm = (x - feature) * xMm;
            squared[start + x] = mm * mm;
        }
    }

    private static void forEach(int count, Lattice lattice, IntConsumer work) {
        IntStream range = IntStream.range(0, count);
        (lattice.voxels() >= VOXELS_WORTH_THREADS ? range.parallel() : range).forEach(work);
    }
}
