package org.e2enet.imaging.orientation;

import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;

/**
 * The array orientation closest to RAS: width runs to the right, height to the front, depth to the top, as near as whole
 * axes can. Voxels only change places, so that the way back is exact.
 */
public final class CanonicalOrientation {
    private static final List<List<Integer>> PERMUTATIONS = List.of(
            List.of(0, 1, 2), List.of(0, 2, 1), List.of(1, 0, 2), List.of(1, 2, 0), List.of(2, 0, 1), List.of(2, 1, 0));

    private CanonicalOrientation() {}

    /** Mapping from the array as stored to the canonical one. */
    public static AxisMapping of(Affine affine) {
        List<Integer> best = PERMUTATIONS.getFirst();
        double bestScore = -1;
        for (List<Integer> candidate : PERMUTATIONS) {
            double score = 0;
            for (int axis = 0; axis < 3; axis++) {
                score += Math.abs(cosine(affine, axis, candidate.get(axis)));
            }
            if (score > bestScore + 1e-9) { // ties keep the stored order
                best = candidate;
                bestScore = score;
            }
        }
        return new AxisMapping(
                best,
                List.of(
                        cosine(affine, 0, best.get(0)) < 0,
                        cosine(affine, 1, best.get(1)) < 0,
                        cosine(affine, 2, best.get(2)) < 0));
    }

    /** Cosine between a canonical array axis (0 to the top, 1 to the front, 2 to the right) and a stored one. */
    private static double cosine(Affine affine, int canonicalAxis, int storedAxis) {
        int column = 2 - storedAxis;
        return affine.at(2 - canonicalAxis, column) / affine.stepMm(column);
    }

    /** The image in canonical orientation, every voxel where it was in space. */
    public static Volume apply(Volume image) {
        AxisMapping mapping = of(image.geometry().affine());
        ArrayView view = ArrayView.of(mapping, image.extent());
        return new Volume(
                reoriented(image.geometry(), mapping),
                image.channels().stream().map(view::gather).toList());
    }

    /** As {@link #apply(Volume)}. */
    public static LabelVolume apply(LabelVolume labels) {
        AxisMapping mapping = of(labels.geometry().affine());
        return new LabelVolume(
                reoriented(labels.geometry(), mapping),
                ArrayView.of(mapping, labels.extent()).gather(labels.labels()));
    }

    /** Geometry of the mapped array, placed by an affine; computed in doubles, stored as floats. */
    public static Geometry reoriented(Geometry geometry, AxisMapping mapping) {
        if (mapping.equals(AxisMapping.IDENTITY)) {
            return geometry;
        }
        Affine affine = geometry.affine();
        Size3 extent = geometry.extent();
        double[] rows = new double[12];
        double[] first = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            int stored = mapping.sourceAxis().get(axis);
            boolean backwards = mapping.flipped().get(axis);
            first[2 - stored] = backwards ? extent.along(stored) - 1 : 0;
            for (int row = 0; row < 3; row++) {
                double step = affine.at(row, 2 - stored);
                rows[4 * row + 2 - axis] = backwards ? -step : step;
            }
        }
        double[] origin = affine.apply(first[0], first[1], first[2]);
        for (int row = 0; row < 3; row++) {
            rows[4 * row + 3] = origin[row];
        }
        return Geometry.of(mapping.targetExtent(extent), Affine.ofRows(rows));
    }
}
