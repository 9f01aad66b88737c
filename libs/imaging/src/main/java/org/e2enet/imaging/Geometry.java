package org.e2enet.imaging;

import java.util.Objects;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Placement;
import org.e2enet.contract.scan.Spacing;

/**
 * Where a grid of voxels lies: its sizes and its placement in RAS millimetres. Checked: voxel sizes are positive and
 * finite, the affine is finite and spans space.
 */
public record Geometry(Size3 extent, Placement placement) {
    /** Code of the fault of two grids of one case that do not coincide. */
    public static final String OTHER_GRID = "IMG-114";

    /** Share of a box with the same edges that a voxel must fill: below it the axes are as good as parallel. */
    private static final double MIN_RELATIVE_VOLUME = 1e-4;

    /** Header voxel sizes this close to the affine's are believed: they carry fewer rounding errors. */
    private static final double SAME_STEP = 1e-3;

    public Geometry {
        Objects.requireNonNull(extent, "extent");
        for (int axis = 1; axis <= 3; axis++) {
            float mm = placement.pixdim().get(axis);
            if (!(mm > 0) || Float.isInfinite(mm)) {
                throw GeometryFaults.spacing(mm);
            }
        }
        Affine affine = Affine.of(placement);
        double box = affine.stepMm(0) * affine.stepMm(1) * affine.stepMm(2);
        if (!affine.isFinite() || !(Math.abs(affine.determinant()) > MIN_RELATIVE_VOLUME * box)) {
            throw GeometryFaults.singular();
        }
    }

    /** A grid placed by an affine. */
    public static Geometry of(Size3 extent, Affine affine) {
        return new Geometry(extent, affine.placement());
    }

    /** A grid along x, y, z with its first voxel at the origin. */
    public static Geometry of(Size3 extent, Spacing spacing) {
        return of(extent, Affine.ofSpacing(spacing));
    }

    /** Voxel (i, j, k) = (width, height, depth) to RAS millimetres. */
    public Affine affine() {
        return Affine.of(placement);
    }

    /** Voxel sizes in millimetres: the header's where they agree with the affine, else the affine's. */
    public Spacing spacing() {
        Affine affine = affine();
        return new Spacing(stepMm(affine, 2), stepMm(affine, 1), stepMm(affine, 0));
    }

    private double stepMm(Affine affine, int column) {
        double step = affine.stepMm(column);
        // A float such as 0.7f means 0.7: its shortest decimal form keeps ratios like 3.0 exact.
        double stated = Double.parseDouble(Float.toString(placement.pixdim().get(column + 1)));
        return Math.abs(step - stated) <= SAME_STEP * step ? stated : step;
    }

    /**
     * Whether another grid has the same sizes and every voxel at the same place.
     *
     * @param toleranceMm largest distance allowed between the places of any voxel
     */
    public boolean coincidesWith(Geometry other, double toleranceMm) {
        return extent.equals(other.extent) && largestGapMm(other) <= toleranceMm;
    }

    /** Largest distance in millimetres between the places of equal voxel indices; found at the grid's corners. */
    public double largestGapMm(Geometry other) {
        Affine mine = affine();
        Affine theirs = other.affine();
        double largest = 0;
        for (int corner = 0; corner < 8; corner++) {
            double i = (corner & 1) * (extent.width() - 1.0);
            double j = (corner >> 1 & 1) * (extent.height() - 1.0);
            double k = (corner >> 2 & 1) * (extent.depth() - 1.0);
            double[] a = mine.apply(i, j, k);
            double[] b = theirs.apply(i, j, k);
            largest = Math.max(largest, Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]));
        }
        return largest;
    }

    /**
     * Throws {@code IMG-114} unless the other grid coincides with this one to a tenth of the finest voxel size.
     *
     * @param other grid of the labels or of a further channel
     * @param name what the other is, for the message: {@code labels}, {@code channel 1}
     */
    public void requireSameGrid(Geometry other, String name) {
        if (!extent.equals(other.extent)) {
            throw GeometryFaults.otherSize(extent, other.extent, name);
        }
        Spacing spacing = spacing();
        double finestMm = Math.min(spacing.depthMm(), Math.min(spacing.heightMm(), spacing.widthMm()));
        double gapMm = largestGapMm(other);
        if (gapMm > finestMm / 10) {
            throw GeometryFaults.otherPlace(gapMm, finestMm / 10, name);
        }
    }
}
