package org.e2enet.imaging;

import java.util.Arrays;
import java.util.List;
import org.e2enet.contract.scan.Placement;
import org.e2enet.contract.scan.Spacing;

/**
 * Map from voxel indices (i, j, k) = (width, height, depth) to millimetres in RAS+ space (x to the right, y to the
 * front, z to the top): three rows of four, the fourth row being 0 0 0 1. Immutable.
 */
public final class Affine {
    private static final int MILLIMETRES = 2;
    private static final int ALIGNED = 2;

    private final double[] rows;

    private Affine(double[] rows) {
        this.rows = rows;
    }

    /** From 12 (or 16) numbers, row by row. */
    public static Affine ofRows(double... rows) {
        if (rows.length != 12 && rows.length != 16) {
            throw new IllegalArgumentException("12 or 16 numbers are wanted, got " + rows.length);
        }
        return new Affine(Arrays.copyOf(rows, 12));
    }

    /** Axes along x, y and z, voxel (0, 0, 0) at the origin. */
    public static Affine ofSpacing(Spacing spacing) {
        return ofRows(spacing.widthMm(), 0, 0, 0, 0, spacing.heightMm(), 0, 0, 0, 0, spacing.depthMm(), 0);
    }

    /**
     * Voxel to RAS millimetres: the rows if {@code sformCode} is set, else the quaternion if {@code qformCode} is set,
     * else voxel sizes alone (methods 3, 2 and 1 of the NIfTI-1 standard).
     */
    public static Affine of(Placement placement) {
        if (placement.sformCode() > 0) {
            return ofRows(
                    placement.rows().stream().mapToDouble(Float::doubleValue).toArray());
        }
        if (placement.qformCode() > 0) {
            return ofQuaternion(placement);
        }
        List<Float> steps = placement.pixdim();
        return ofRows(steps.get(1), 0, 0, 0, 0, steps.get(2), 0, 0, 0, 0, steps.get(3), 0);
    }

    /** What the quaternion and the voxel sizes say, whether or not they are what holds. */
    public static Affine ofQuaternion(Placement placement) {
        List<Float> steps = placement.pixdim();
        double k = steps.get(3);
        return ofQuaternion(placement.quaternion(), steps.get(1), steps.get(2), steps.get(0) < 0 ? -k : k);
    }

    private static Affine ofQuaternion(List<Float> quaternion, double stepI, double stepJ, double stepK) {
        double b = quaternion.get(0);
        double c = quaternion.get(1);
        double d = quaternion.get(2);
        double square = b * b + c * c + d * d;
        double a = Math.sqrt(Math.max(0, 1 - square));
        if (square > 1) { // rounding in the file; a half turn then
            double length = Math.sqrt(square);
            b /= length;
            c /= length;
            d /= length;
        }
        return ofRows(
                (a * a + b * b - c * c - d * d) * stepI,
                2 * (b * c - a * d) * stepJ,
                2 * (b * d + a * c) * stepK,
                quaternion.get(3),
                2 * (b * c + a * d) * stepI,
                (a * a + c * c - b * b - d * d) * stepJ,
                2 * (c * d - a * b) * stepK,
                quaternion.get(4),
                2 * (b * d - a * c) * stepI,
                2 * (c * d + a * b) * stepJ,
                (a * a + d * d - c * c - b * b) * stepK,
                quaternion.get(5));
    }

    /** A placement by rows alone, as written for volumes that come from no NIfTI file. */
    public Placement placement() {
        Float[] stored = new Float[12];
        for (int n = 0; n < stored.length; n++) {
            stored[n] = (float) at(n / 4, n % 4);
        }
        List<Float> pixdim = List.of(1f, (float) stepMm(0), (float) stepMm(1), (float) stepMm(2));
        return new Placement(0, ALIGNED, pixdim, List.of(0f, 0f, 0f, 0f, 0f, 0f), List.of(stored), MILLIMETRES);
    }

    /** Element in row 0..2 (x, y, z) and column 0..3 (i, j, k, origin). */
    public double at(int row, int column) {
        return rows[4 * row + column];
    }

    /** Row-major 4 x 4 matrix. */
    public double[] toArray() {
        double[] matrix = Arrays.copyOf(rows, 16);
        matrix[15] = 1;
        return matrix;
    }

    /** Length in millimetres of one step along i (0), j (1) or k (2). */
    public double stepMm(int column) {
        return Math.sqrt(at(0, column) * at(0, column) + at(1, column) * at(1, column) + at(2, column) * at(2, column));
    }

    /** Position in RAS millimetres of a point in voxel indices. */
    public double[] apply(double i, double j, double k) {
        double[] point = new double[3];
        for (int row = 0; row < 3; row++) {
            point[row] = at(row, 0) * i + at(row, 1) * j + at(row, 2) * k + at(row, 3);
        }
        return point;
    }

    /** Signed volume of a voxel in cubic millimetres: zero when the axes do not span space. */
    public double determinant() {
        return at(0, 0) * (at(1, 1) * at(2, 2) - at(1, 2) * at(2, 1))
                - at(0, 1) * (at(1, 0) * at(2, 2) - at(1, 2) * at(2, 0))
                + at(0, 2) * (at(1, 0) * at(2, 1) - at(1, 1) * at(2, 0));
    }

    /** From RAS millimetres back to voxel indices; the axes must span space. */
    public Affine inverse() {
        double scale = 1 / determinant();
        double[] back = new double[12];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                int r1 = (column + 1) % 3;
                int r2 = (column + 2) % 3;
                int c1 = (row + 1) % 3;
                int c2 = (row + 2) % 3;
                back[4 * row + column] = scale * (at(r1, c1) * at(r2, c2) - at(r1, c2) * at(r2, c1));
            }
            back[4 * row + 3] =
                    -(back[4 * row] * at(0, 3) + back[4 * row + 1] * at(1, 3) + back[4 * row + 2] * at(2, 3));
        }
        return new Affine(back);
    }

    public boolean isFinite() {
        return Arrays.stream(rows).allMatch(Double::isFinite);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Affine affine && Arrays.equals(rows, affine.rows);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rows);
    }

    @Override
    public String toString() {
        return Arrays.toString(rows);
    }
}
