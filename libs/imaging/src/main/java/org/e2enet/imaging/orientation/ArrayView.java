package org.e2enet.imaging.orientation;

import java.util.stream.IntStream;
import org.e2enet.imaging.Extent;

/**
 * A 3-D array seen within another one: voxel (d, h, w) lies at {@code first + d * depthStep + h * heightStep + w *
 * widthStep}. Serves permuted, flipped and cropped copies alike.
 */
public record ArrayView(Extent extent, int first, int depthStep, int heightStep, int widthStep) {
    /** Whether the view is the whole source array in its own order. */
    public boolean coversInOrder(int sourceLength) {
        return first == 0
                && extent.voxels() == sourceLength
                && widthStep == 1
                && heightStep == extent.width()
                && depthStep == extent.width() * extent.height();
    }

    /** Part of this view that begins at a voxel. */
    public ArrayView part(int depth, int height, int width, Extent size) {
        return new ArrayView(size, offset(depth, height, width), depthStep, heightStep, widthStep);
    }

    /** Place of a voxel in the source array. */
    public int offset(int d, int h, int w) {
        return first + d * depthStep + h * heightStep + w * widthStep;
    }

    /** The view's voxels as an array of their own; the source itself if it is just that. */
    public float[] gather(float[] source) {
        if (coversInOrder(source.length)) {
            return source;
        }
        float[] target = new float[extent.arrayLength()];
        eachRow((from, to) -> {
            if (widthStep == 1) {
                System.arraycopy(source, from, target, to, extent.width());
                return;
            }
            for (int w = 0; w < extent.width(); w++) {
                target[to + w] = source[from + w * widthStep];
            }
        });
        return target;
    }

    /** As {@link #gather(float[])}. */
    public short[] gather(short[] source) {
        if (coversInOrder(source.length)) {
            return source;
        }
        short[] target = new short[extent.arrayLength()];
        eachRow((from, to) -> {
            for (int w = 0; w < extent.width(); w++) {
                target[to + w] = source[from + w * widthStep];
            }
        });
        return target;
    }

    /** As {@link #gather(float[])}. */
    public boolean[] gather(boolean[] source) {
        if (coversInOrder(source.length)) {
            return source;
        }
        boolean[] target = new boolean[extent.arrayLength()];
        eachRow((from, to) -> {
            for (int w = 0; w < extent.width(); w++) {
                target[to + w] = source[from + w * widthStep];
            }
        });
        return target;
    }

    private interface Row {
        void copy(int from, int to);
    }

    private void eachRow(Row row) {
        IntStream.range(0, extent.depth()).parallel().forEach(d -> {
            for (int h = 0; h < extent.height(); h++) {
                row.copy(offset(d, h, 0), extent.offset(d, h, 0));
            }
        });
    }
}
