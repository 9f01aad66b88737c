package org.e2enet.scoring.surface;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.e2enet.imaging.distance.DistanceTransform;
import org.e2enet.imaging.distance.Lattice;

/**
 * Distances between the surfaces of a true and a predicted object, both ways.
 *
 * @param fromTruth the true surface's distances to the predicted one
 * @param fromPrediction the predicted surface's distances to the true one
 */
public record SurfaceDistances(DistanceProfile fromTruth, DistanceProfile fromPrediction) {
    private static final double HD95 = 0.95;

    /**
     * Measures two objects, neither of them empty.
     *
     * @param truth [nz][ny][nx] flattened, true inside the true object
     * @param prediction as truth, of the predicted object
     * @param box size and spacing; need only hold both objects, not the whole image
     */
    public static SurfaceDistances between(
            boolean[] truth, boolean[] prediction, Lattice box, SurfaceElements elements) {
        Surface trueSurface = elements.of(truth, box);
        Surface predictedSurface = elements.of(prediction, box);
        return new SurfaceDistances(profile(trueSurface, predictedSurface), profile(predictedSurface, trueSurface));
    }

    private static DistanceProfile profile(Surface from, Surface to) {
        double[] squared = DistanceTransform.squaredMm2(to.points(), to.lattice());
        int[] points = IntStream.range(0, squared.length)
                .filter(point -> from.points()[point])
                .toArray();
        return DistanceProfile.of(
                Arrays.stream(points)
                        .mapToDouble(point -> Math.sqrt(squared[point]))
                        .toArray(),
                Arrays.stream(points).mapToDouble(from.weights()::at).toArray());
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
