package org.e2enet.imaging.gate;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Placement;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;

/**
 * Judges what a file says about its grid. Refuses with {@code IMG-109} (no voxel sizes), {@code IMG-110} (axes span no
 * space), {@code IMG-114} (grids differ), {@code IMG-117} (units that make no sense) or {@code IMG-125} (axes closer than
 * 45 degrees).
 */
public final class GeometryGate {
    /** Cosine between axes from which they count as sheared: 0.06 degrees. */
    private static final double SHEAR = 1e-3;

    private static final double MAX_SHEAR = Math.cos(Math.toRadians(45));
    private static final double SAME_STEP = 1e-3;
    private static final double SAME_PLACE_MM = 1e-3;

    private GeometryGate() {}

    /** One image's grid, from the placing fields of its file. */
    public static CheckedGeometry check(Size3 extent, Placement stated) {
        Set<GeometryNote> notes = EnumSet.noneOf(GeometryNote.class);
        Placement placement = LengthUnits.inMillimetres(stated, notes);
        placement = withSpacing(placement, notes);
        Geometry geometry = new Geometry(extent, placement);
        Affine affine = geometry.affine();
        for (int column = 0; column < 3; column++) {
            double stepMm = placement.pixdim().get(column + 1);
            if (Math.abs(affine.stepMm(column) - stepMm) > SAME_STEP * affine.stepMm(column)) {
                notes.add(GeometryNote.SPACING_DISAGREES);
            }
        }
        double cosine = Math.max(cosine(affine, 0, 1), Math.max(cosine(affine, 0, 2), cosine(affine, 1, 2)));
        if (cosine > MAX_SHEAR) {
            throw GateFaults.sheared(Math.toDegrees(Math.acos(Math.min(1, cosine))));
        }
        if (cosine > SHEAR) {
            notes.add(GeometryNote.SHEARED);
        }
        if (placement.sformCode() <= 0 && placement.qformCode() <= 0) {
            notes.add(GeometryNote.NO_ORIENTATION);
            if (placement.pixdim().subList(1, 4).equals(List.of(1f, 1f, 1f))) {
                notes.add(GeometryNote.SUSPICIOUS_SPACING);
            }
        }
        if (placement.sformCode() > 0 && placement.qformCode() > 0 && mirrored(placement, affine)) {
            notes.add(GeometryNote.HANDEDNESS_DISAGREES);
        }
        return new CheckedGeometry(geometry, List.copyOf(notes));
    }

    /**
     * A second grid of one case, labels or a further channel: equal to 0.001 mm, or rounded with a note, or refused with
     * {@code IMG-114}.
     *
     * @param name what the other is, for the message: {@code labels}, {@code channel 1}
     */
    public static List<GeometryNote> checkSameGrid(Geometry image, Geometry other, String name) {
        image.requireSameGrid(other, name);
        return image.largestGapMm(other) <= SAME_PLACE_MM ? List.of() : List.of(GeometryNote.GRID_ROUNDED);
    }

    /** Voxel sizes from the rows where the header's are none and the rows say all. */
    private static Placement withSpacing(Placement placement, Set<GeometryNote> notes) {
        List<Float> pixdim = new ArrayList<>(placement.pixdim());
        Affine rows = Affine.of(placement);
        for (int axis = 1; axis <= 3; axis++) {
            float mm = pixdim.get(axis);
            boolean absent = mm == 0 || !Float.isFinite(mm);
            double step = rows.stepMm(axis - 1);
            if (absent && placement.sformCode() > 0 && step > 0 && Double.isFinite(step)) {
                pixdim.set(axis, (float) step);
                notes.add(GeometryNote.SPACING_FROM_AFFINE);
            }
        }
        return notes.contains(GeometryNote.SPACING_FROM_AFFINE)
                ? new Placement(
                        placement.qformCode(),
                        placement.sformCode(),
                        pixdim,
                        placement.quaternion(),
                        placement.rows(),
                        placement.units())
                : placement;
    }

    private static double cosine(Affine affine, int first, int second) {
        double dot = 0;
        for (int row = 0; row < 3; row++) {
            dot += affine.at(row, first) * affine.at(row, second);
        }
        return Math.abs(dot) / (affine.stepMm(first) * affine.stepMm(second));
    }

    private static boolean mirrored(Placement placement, Affine rows) {
        double byQuaternion = Affine.ofQuaternion(placement).determinant();
        return Double.isFinite(byQuaternion) && byQuaternion * rows.determinant() < 0;
    }
}
