package org.e2enet.scoring.surface;

import org.e2enet.imaging.distance.DistanceTransform;
import org.e2enet.imaging.distance.VoxelBits;

/**
 * Distances between the surfaces of a true and a predicted object, both ways.
 *
 * @param fromTruth the true surface's distances to the predicted one
 * @param fromPrediction the predicted surface's distances to the true one
 */
public record SurfaceDistances(DistanceProfile fromTruth, DistanceProfile fromPrediction) {
    private static final double HD95 = 0.95;
    /** Distances held at a time. */
    public static final long TILE_BYTES = 16L << 20;

    /**
     * Measures two objects, neither of them empty.
     *
     * @param truth the true object, in a box that need only hold both objects, not the whole image
     * @param prediction as truth, of the predicted object
     */
    public static SurfaceDistances between(VoxelBits truth, VoxelBits prediction, SurfaceElements elements) {
        Surface trueSurface = elements.of(truth);
        Surface predictedSurface = elements.of(prediction);
        return new SurfaceDistances(profile(trueSurface, predictedSurface), profile(predictedSurface, trueSurface));
    }

    private static DistanceProfile profile(Surface from, Surface to) {
        int count = from.points().count();
        Elements found = new Elements(from, new double[count], new double[count]);
        DistanceTransform.inTiles(to.points(), TILE_BYTES, found);
        return DistanceProfile.of(found.distancesMm, found.weights);
    }

    /** One surface's elements, gathered from the tiles of the other's distances. */
    private static final class Elements implements DistanceTransform.Tile {
        private final Surface surface;
        private final double[] distancesMm;
        private final double[] weights;
        private int count;

        Elements(Surface surface, double[] distancesMm, double[] weights) {
            this.surface = surface;
            this.distancesMm = distancesMm;
            this.weights = weights;
        }

        @Override
        public void take(int fromX, int width, double[] squaredMm2) {
            VoxelBits points = surface.points();
            int ny = points.lattice().ny();
            for (int row = 0; row < ny * points.lattice().nz(); row++) {
                int start = row * width - fromX;
                for (int x = points.next(row, fromX); x < fromX + width; x = points.next(row, x + 1)) {
                    distancesMm[count] = Math.sqrt(squaredMm2[start + x]);
                    weights[count++] = surface.weights().at(x, row % ny, row / ny);
                }
            }
        }
    }

    /** Share of both surfaces at most {@code toleranceMm} away from the other one (inclusive); 0 … 1. */
    public double nsd(double toleranceMm) {
        return (fromTruth.within(toleranceMm) + fromPrediction.within(toleranceMm))
                / (fromTruth.total() + fromPrediction.total());
    }

    /** Hausdorff distance in mm: the same for every variant that uses the same elements. */
    public double hdMm() {
        return Math.max(fromTruth.maxMm(), fromPrediction.maxMm());
    }

    /** The distance in mm within which 95 % of the surfaces lie, by the named variant. */
    public double hd95Mm(HausdorffVariant variant) {
        return switch (variant) {
            case SURFEL_WEIGHTED ->
                Math.max(fromTruth.weightedQuantileMm(HD95), fromPrediction.weightedQuantileMm(HD95));
            case DIRECTED_MAX ->
                Math.max(fromTruth.interpolatedQuantileMm(HD95), fromPrediction.interpolatedQuantileMm(HD95));
            case POOLED -> fromTruth.pooledWith(fromPrediction).interpolatedQuantileMm(HD95);
        };
    }
}
