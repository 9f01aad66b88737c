package org.e2enet.imaging.orientation;

import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.contract.scan.CropBox;

/**
 * A 3-D array seen within another one: voxel (d, h, w) lies at {@code first + d * depthStep + h * heightStep + w *
 * widthStep}. Serves permuted, flipped and cropped copies alike.
 */
public record ArrayView(Size3 extent, int first, int depthStep, int heightStep, int widthStep) {
    /** The mapped array seen within a source array of the given sizes. */
    public static ArrayView of(AxisMapping mapping, Size3 source) {
        int[] strides = {source.height() * source.width(), source.width(), 1};
        int first = 0;
        int[] steps = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            int from = mapping.sourceAxis().get(axis);
            boolean backwards = mapping.flipped().get(axis);
            first += backwards ? (source.along(from) - 1) * strides[from] : 0;
            steps[axis] = backwards ? -strides[from] : strides[from];
        }
        return new ArrayView(mapping.targetExtent(source), first, steps[0], steps[1], steps[2]);
    }

    /** Whether the view is the whole source array in its own order. */
    public boolean coversInOrder(int sourceLength) {
        return first == 0
                && extent.volume() == sourceLength
                && widthStep == 1
                && heightStep == extent.width()
                && depthStep == extent.width() * extent.height();
    }

    /** A box of this view. */
    public ArrayView part(CropBox box) {
        int corner = offset(box.firstDepth(), box.firstHeight(), box.firstWidth());
        return new ArrayView(box.extent(), corner, depthStep, heightStep, widthStep);
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
