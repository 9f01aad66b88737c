package org.e2enet.imaging.crop;

import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.CropBox;
import org.e2enet.faults.Fault;
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
        return new NonzeroRegion(mask, box(extent, mask));
    }

    private static CropBox box(Size3 extent, boolean[] mask) {
        int[] min = {extent.depth(), extent.height(), extent.width()};
        int[] max = {-1, -1, -1};
        for (int d = 0; d < extent.depth(); d++) {
            for (int h = 0; h < extent.height(); h++) {
                int row = extent.offset(d, h, 0);
                int first = 0;
                while (first < extent.width() && !mask[row + first]) {
                    first++;
                }
                if (first < extent.width()) {
                    int last = extent.width() - 1;
                    while (!mask[row + last]) {
                        last--;
                    }
                    extend(min, max, d, h, first, last);
                }
            }
        }
        if (max[0] < 0) {
            throw new Fault(
                            "IMG-113",
                            "all voxels of the image are zero",
                            "voxels",
                            "Check the export: an empty image cannot be segmented.")
                    .exception();
        }
        return new CropBox(
                min[0], min[1], min[2], new Size3(max[0] - min[0] + 1, max[1] - min[1] + 1, max[2] - min[2] + 1));
    }

    private static void extend(int[] min, int[] max, int d, int h, int first, int last) {
        min[0] = Math.min(min[0], d);
        max[0] = Math.max(max[0], d);
        min[1] = Math.min(min[1], h);
        max[1] = Math.max(max[1], h);
        min[2] = Math.min(min[2], first);
        max[2] = Math.max(max[2], last);
    }
}
