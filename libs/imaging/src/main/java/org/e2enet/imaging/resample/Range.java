package org.e2enet.imaging.resample;

import org.e2enet.contract.Size3;

/** Smallest and largest number of a block; splines overshoot, results are cut back to it. */
record Range(float min, float max) {
    /** Over {@code blocks} blocks of {@code length} numbers, {@code stride} apart. */
    static Range of(float[] values, int from, int length, int blocks, int stride) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int block = 0; block < blocks; block++) {
            int start = from + block * stride;
            for (int n = start; n < start + length; n++) {
                min = Math.min(min, values[n]);
                max = Math.max(max, values[n]);
            }
        }
        return new Range(min, max);
    }

    static Range ofSlice(float[] values, Size3 extent, int axis, int slice) {
        int inner = inner(extent, axis);
        int stride = inner * extent.along(axis);
        return of(values, slice * inner, inner, values.length / stride, stride);
    }

    void clampSlice(float[] values, Size3 extent, int axis, int slice) {
        int inner = inner(extent, axis);
        int stride = inner * extent.along(axis);
        clamp(values, slice * inner, inner, values.length / stride, stride);
    }

    void clamp(float[] values, int from, int length, int blocks, int stride) {
        for (int block = 0; block < blocks; block++) {
            int start = from + block * stride;
            for (int n = start; n < start + length; n++) {
                values[n] = Math.min(max, Math.max(min, values[n]));
            }
        }
    }

    private static int inner(Size3 extent, int axis) {
        return axis == 0 ? extent.height() * extent.width() : axis == 1 ? extent.width() : 1;
    }
}
