package org.e2enet.imaging.crop;

import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.CropBox;
import org.e2enet.imaging.components.Holes;

/**
 * Where any channel differs from zero, holes filled, as nnU-Net crops and masks.
 *
 * @param mask of the whole array, {@code [depth][height][width]}
 * @param box the smallest one around the mask
 */
public record NonzeroRegion(boolean[] mask, CropBox box) {
    /** Finds the region; throws {@code IMG-113} if all voxels are zero. */
    public static NonzeroRegion of(Size3 extent, List<float[]> channels) {
        boolean[] mask = new boolean[extent.arrayLength()];
        int slice = extent.height() * extent.width();
        IntStream.range(0, extent.depth()).parallel().forEach(d -> {
            for (float[] channel : channels) {
                for (int n = d * slice; n < (d + 1) * slice; n++) {
                    mask[n] |= channel[n] != 0;
                }
            }
        });
        Holes.fill(extent, mask);
        return new NonzeroRegion(mask, box(extent, channels));
    }

    /** The box alone: holes that are filled lie within it. Throws {@code IMG-113} if all voxels are zero. */
    public static CropBox box(Size3 extent, List<float[]> channels) {
        return IntStream.range(0, extent.depth())
                .parallel()
                .mapToObj(d -> channels.stream()
                        .map(channel -> Bounds.ofSlice(extent, channel, d))
                        .reduce(Bounds.NONE, Bounds::with))
                .reduce(Bounds.NONE, Bounds::with)
                .box();
    }
}
