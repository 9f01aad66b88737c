package org.e2enet.imaging;

import java.util.Arrays;

/**
 * Map from voxel indices (i, j, k) = (width, height, depth) to millimetres in RAS+ space (x to the right, y to the
 * front, z to the top): three rows of four, the fourth row being 0 0 0 1. Immutable.
 */
public final class Affine {
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
