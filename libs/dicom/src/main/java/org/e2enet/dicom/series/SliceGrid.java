package org.e2enet.dicom.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.e2enet.contract.Size3;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.pixels.FrameFormat;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;

/**
 * The grid a series was acquired on, found from the positions of all its slices: array [k][j][i] = [slice along the
 * normal][row][column], nothing flipped, nothing resampled.
 *
 * @param slices in the order of k
 */
record SliceGrid(List<Slice> slices, Geometry geometry, Set<Flag> flags) {
    private static final double SAME_DIRECTION = 1e-3;
    private static final double SAME_SPACING = 1e-3;

    /** Sine of the angle between normal and line of slices from which a gantry counts as tilted: 0.1 degrees. */
    private static final double TILTED = 1.7e-3;

    /** Share of the usual distance that is worth a flag. */
    private static final double NOTABLE = 0.01;

    /** Throws {@code DCM-303} to {@code DCM-313} where slices form no grid. */
    static SliceGrid of(List<Slice> unordered, ReadOptions options) {
        requireOneOrientation(unordered);
        requireOneMatrix(unordered);
        Slice first = unordered.getFirst();
        Vector row = Vector.of(first.orientation(), 0);
        Vector column = Vector.of(first.orientation(), 3);
        Vector normal = row.cross(column);
        List<Slice> slices = new ArrayList<>(unordered);
        slices.sort(Comparator.comparingDouble(slice -> position(slice).dot(normal)));
        SliceDistances distances = SliceDistances.along(normal, slices);
        distances.requireOneSliceEach(slices);
        if (slices.size() < options.minSlices()) {
            throw SeriesFaults.tooFew(slices.size(), options.minSlices());
        }
        distances.requireEven(options.spacingTolerance());

        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        Vector origin = position(slices.getFirst());
        Vector step = position(slices.getLast()).minus(origin).over(slices.size() - 1);
        requireStraight(slices, origin, step, options.spacingTolerance() * distances.usualMm());
        if (distances.largestDeviation() > NOTABLE) {
            flags.add(Flag.UNEVEN_SPACING);
        }
        double sine = step.cross(normal).length() / step.length();
        if (sine > TILTED) {
            if (!options.acceptTilt()) {
                throw SeriesFaults.tilted(Math.toDegrees(Math.asin(Math.min(1, sine))));
            }
            flags.add(Flag.GANTRY_TILT);
        }
        Affine affine = ras(row.times(first.columnSpacingMm()), column.times(first.rowSpacingMm()), step, origin);
        return new SliceGrid(slices, Geometry.of(extent(slices), affine), flags);
    }

    private static Size3 extent(List<Slice> slices) {
        FrameFormat format = FrameFormat.of(
                slices.getFirst().instance().header(),
                slices.getFirst().instance().where());
        return new Size3(slices.size(), format.rows(), format.columns());
    }

    /** LPS to RAS: x and y change sign; 0 - x, because -x makes -0.0 of 0. */
    private static Affine ras(Vector i, Vector j, Vector k, Vector origin) {
        return Affine.ofRows(
                0 - i.x(),
                0 - j.x(),
                0 - k.x(),
                0 - origin.x(), //
                0 - i.y(),
                0 - j.y(),
                0 - k.y(),
                0 - origin.y(), //
                i.z(),
                j.z(),
                k.z(),
                origin.z());
    }

    private static Vector position(Slice slice) {
        return Vector.of(slice.positionMm(), 0);
    }

    private static void requireOneOrientation(List<Slice> slices) {
        Vector row = Vector.of(slices.getFirst().orientation(), 0);
        Vector column = Vector.of(slices.getFirst().orientation(), 3);
        boolean orthonormal = Math.abs(row.length() - 1) < SAME_DIRECTION
                && Math.abs(column.length() - 1) < SAME_DIRECTION
                && Math.abs(row.dot(column)) < SAME_DIRECTION;
        if (!orthonormal) {
            throw SeriesFaults.orientation("the directions of rows and columns are no unit vectors at right angles");
        }
        for (Slice slice : slices) {
            if (Vector.of(slice.orientation(), 0).minus(row).length() > SAME_DIRECTION
                    || Vector.of(slice.orientation(), 3).minus(column).length() > SAME_DIRECTION) {
                throw SeriesFaults.orientation("slices have several orientations");
            }
        }
    }

    private static void requireOneMatrix(List<Slice> slices) {
        Slice first = slices.getFirst();
        for (Slice slice : slices) {
            for (Attribute size : List.of(Attribute.ROWS, Attribute.COLUMNS)) {
                if (slice.instance().header().integer(size, 0)
                        != first.instance().header().integer(size, 0)) {
                    throw SeriesFaults.mixed(size);
                }
            }
            if (differ(slice.rowSpacingMm(), first.rowSpacingMm())
                    || differ(slice.columnSpacingMm(), first.columnSpacingMm())) {
                throw SeriesFaults.mixed(Attribute.PIXEL_SPACING);
            }
        }
    }

    private static boolean differ(double mm, double otherMm) {
        return Math.abs(mm - otherMm) > SAME_SPACING * otherMm;
    }

    private static void requireStraight(List<Slice> slices, Vector origin, Vector step, double allowedMm) {
        double largestMm = 0;
        for (int k = 0; k < slices.size(); k++) {
            Vector expected = origin.plus(step.times(k));
            largestMm =
                    Math.max(largestMm, position(slices.get(k)).minus(expected).length());
        }
        if (largestMm > allowedMm) {
            throw SeriesFaults.crooked(largestMm);
        }
    }
}
