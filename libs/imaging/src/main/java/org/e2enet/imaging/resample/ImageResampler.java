package org.e2enet.imaging.resample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;

/**
 * Images on another grid: cubic B-spline along the blended axes, nearest slice along a slice axis; results stay within
 * the range of the input (of its slice, where slices are apart). Axis after axis, those that shrink first, so that no
 * more than two arrays are alive.
 */
public final class ImageResampler {
    private ImageResampler() {}

    /**
     * Resamples one channel.
     *
     * @param voxels {@code [depth][height][width]} of the source sizes; not changed
     * @return array of the target sizes; the input itself if nothing changes
     */
    public static float[] resample(float[] voxels, Resampling resampling) {
        if (resampling.changesNothing()) {
            return voxels;
        }
        int sliceAxis = resampling.sliceAxis();
        if (sliceAxis < 0) {
            Range range = Range.of(voxels, 0, voxels.length, 1, 1);
            float[] out = blend(voxels, resampling);
            IntStream.range(0, resampling.target().depth()).parallel().forEach(d -> {
                int slice = out.length / resampling.target().depth();
                range.clamp(out, d * slice, slice, 1, 1);
            });
            return out;
        }
        boolean shrinks =
                resampling.target().along(sliceAxis) < resampling.source().along(sliceAxis);
        if (shrinks) {
            float[] picked = pick(
                    voxels, resampling.source(), sliceAxis, resampling.target().along(sliceAxis));
            return blendSlices(picked, resampling);
        }
        Size3 blended = resampling.target().with(sliceAxis, resampling.source().along(sliceAxis));
        float[] slices = blendSlices(voxels, resampling);
        return pick(slices, blended, sliceAxis, resampling.target().along(sliceAxis));
    }

    /** Blends within slices; the number of slices is what the array has. */
    private static float[] blendSlices(float[] voxels, Resampling resampling) {
        int axis = resampling.sliceAxis();
        Size3 target = resampling.target();
        int slices = voxels.length
                / (resampling.source().arrayLength() / resampling.source().along(axis));
        Size3 from = resampling.source().with(axis, slices);
        Size3 to = target.with(axis, slices);
        float[] out = blend(voxels, new Resampling(from, to, axis));
        if (out == voxels) {
            return out;
        }
        IntStream.range(0, slices).parallel().forEach(slice -> {
            Range range = Range.ofSlice(voxels, from, axis, slice);
            range.clampSlice(out, to, axis, slice);
        });
        return out;
    }

    private static float[] blend(float[] voxels, Resampling resampling) {
        List<Integer> axes = new ArrayList<>(List.of(0, 1, 2));
        axes.removeIf(
                axis -> resampling.source().along(axis) == resampling.target().along(axis));
        axes.sort(Comparator.comparingDouble(axis ->
                (double) resampling.target().along(axis) / resampling.source().along(axis)));
        float[] current = voxels;
        Size3 extent = resampling.source();
        for (int axis : axes) {
            int size = resampling.target().along(axis);
            current = SplinePass.run(current, extent, axis, size);
            extent = extent.with(axis, size);
        }
        return current;
    }

    private static float[] pick(float[] in, Size3 extent, int axis, int size) {
        int length = extent.along(axis);
        if (length == size) {
            return in;
        }
        int inner = axis == 0 ? extent.height() * extent.width() : axis == 1 ? extent.width() : 1;
        int outer = extent.arrayLength() / (length * inner);
        float[] out = new float[extent.with(axis, size).arrayLength()];
        int[] choice = IntStream.range(0, size)
                .map(slice -> SliceChoice.of(length, size, slice))
                .toArray();
        IntStream.range(0, outer).parallel().forEach(line -> {
            for (int o = 0; o < size; o++) {
                System.arraycopy(in, (line * length + choice[o]) * inner, out, (line * size + o) * inner, inner);
            }
        });
        return out;
    }
}
