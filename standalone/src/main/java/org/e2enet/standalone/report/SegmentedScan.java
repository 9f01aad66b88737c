package org.e2enet.standalone.report;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * A scan with its true and its predicted labels on one grid, axes towards right, front and top (canonical), first axis
 * fastest.
 *
 * @param sizes voxels along x, y, z
 * @param spacingMm distances of voxel centres along x, y, z
 */
public record SegmentedScan(int[] sizes, double[] spacingMm, float[] intensities, int[] truth, int[] prediction) {
    public SegmentedScan {
        int voxels = Arrays.stream(sizes).reduce(1, Math::multiplyExact);
        if (intensities.length != voxels || truth.length != voxels || prediction.length != voxels) {
            throw new IllegalArgumentException(voxels + " voxels are wanted in scan, truth and prediction");
        }
    }

    /** A plane across the scan as seen in print: top (or front) of the body above. */
    enum Plane {
        /** From the side: y to the left (front left), z up. */
        SAGITTAL(0, 1, 2, true),
        /** From the front: x to the right, z up. */
        CORONAL(1, 0, 2, false),
        /** From above: x to the right, y up. */
        AXIAL(2, 0, 1, false);

        private final int across;
        private final int horizontal;
        private final int vertical;
        private final boolean mirrored;

        Plane(int across, int horizontal, int vertical, boolean mirrored) {
            this.across = across;
            this.horizontal = horizontal;
            this.vertical = vertical;
            this.mirrored = mirrored;
        }

        int across() {
            return across;
        }
    }

    int columns(Plane plane) {
        return sizes[plane.horizontal];
    }

    int rows(Plane plane) {
        return sizes[plane.vertical];
    }

    double widthMm(Plane plane) {
        return columns(plane) * spacingMm[plane.horizontal];
    }

    double heightMm(Plane plane) {
        return rows(plane) * spacingMm[plane.vertical];
    }

    /** Indices of {@code count} slices spread evenly over where the truth has labels. */
    int[] labelledSlices(Plane plane, int count) {
        int first = sizes[plane.across];
        int last = -1;
        for (int index = 0; index < truth.length; index++) {
            if (truth[index] != 0) {
                int position = position(index, plane.across);
                first = Math.min(first, position);
                last = Math.max(last, position);
            }
        }
        int low = last < 0 ? 0 : first;
        int extent = last < 0 ? sizes[plane.across] - 1 : last - first;
        int[] slices = new int[count];
        for (int i = 0; i < count; i++) {
            slices[i] = low + (int) Math.round(extent * (i + 1.0) / (count + 1));
        }
        return slices;
    }

    float[][] intensities(Plane plane, int slice) {
        float[][] values = new float[rows(plane)][columns(plane)];
        visit(plane, slice, index -> intensities[index], (row, column, value) -> values[row][column] = (float) value);
        return values;
    }

    int[][] truth(Plane plane, int slice) {
        return labels(plane, slice, index -> truth[index]);
    }

    int[][] prediction(Plane plane, int slice) {
        return labels(plane, slice, index -> prediction[index]);
    }

    private int[][] labels(Plane plane, int slice, IntUnaryOperator source) {
        int[][] values = new int[rows(plane)][columns(plane)];
        visit(plane, slice, source::applyAsInt, (row, column, value) -> values[row][column] = (int) value);
        return values;
    }

    private interface Sink {
        void put(int row, int column, double value);
    }

    private void visit(Plane plane, int slice, IntToDoubleFunction source, Sink sink) {
        int[] strides = {1, sizes[0], sizes[0] * sizes[1]};
        int rows = rows(plane);
        int columns = columns(plane);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int along = plane.mirrored ? columns - 1 - column : column;
                int index = slice * strides[plane.across]
                        + along * strides[plane.horizontal]
                        + (rows - 1 - row) * strides[plane.vertical];
                sink.put(row, column, source.applyAsDouble(index));
            }
        }
    }

    private int position(int index, int axis) {
        return switch (axis) {
            case 0 -> index % sizes[0];
            case 1 -> index / sizes[0] % sizes[1];
            default -> index / (sizes[0] * sizes[1]);
        };
    }
}
