package org.e2enet.ingest.originals;

import java.util.Arrays;
import org.e2enet.contract.Size3;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;

/**
 * A grid with fewer voxels in the same place: blocks of whole voxels become one, which lies at the block's middle. Images take the mean of
 * a block, labels what is nearest to its middle. Image and labels of one grid become images and labels of one grid.
 */
final class SmallerGrid {
    private final Geometry from;
    private final Size3 block;
    private final Size3 extent;

    /** @param most voxels along each axis */
    SmallerGrid(Geometry from, int most) {
        this.from = from;
        Size3 size = from.extent();
        this.block = new Size3(
                Math.ceilDiv(size.depth(), most), Math.ceilDiv(size.height(), most), Math.ceilDiv(size.width(), most));
        this.extent = new Size3(
                Math.ceilDiv(size.depth(), block.depth()),
                Math.ceilDiv(size.height(), block.height()),
                Math.ceilDiv(size.width(), block.width()));
    }

    Geometry geometry() {
        Affine affine = from.affine();
        double[] first = affine.apply(middle(block.width()), middle(block.height()), middle(block.depth()));
        double[] origin = affine.apply(0, 0, 0);
        double[] i = affine.apply(block.width(), 0, 0);
        double[] j = affine.apply(0, block.height(), 0);
        double[] k = affine.apply(0, 0, block.depth());
        double[] rows = new double[12];
        for (int row = 0; row < 3; row++) {
            rows[4 * row] = i[row] - origin[row];
            rows[4 * row + 1] = j[row] - origin[row];
            rows[4 * row + 2] = k[row] - origin[row];
            rows[4 * row + 3] = first[row];
        }
        return Geometry.of(extent, Affine.ofRows(rows));
    }

    Volume of(Volume image) {
        return new Volume(geometry(), image.channels().stream().map(this::means).toList());
    }

    LabelVolume of(LabelVolume labels) {
        Size3 size = from.extent();
        short[] small = new short[extent.arrayLength()];
        int voxel = 0;
        for (int d = 0; d < extent.depth(); d++) {
            for (int h = 0; h < extent.height(); h++) {
                for (int w = 0; w < extent.width(); w++) {
                    small[voxel++] = labels.labels()[
                            size.offset(
                                    nearest(d, block.depth(), size.depth()),
                                    nearest(h, block.height(), size.height()),
                                    nearest(w, block.width(), size.width()))];
                }
            }
        }
        return new LabelVolume(geometry(), small);
    }

    private float[] means(float[] voxels) {
        Size3 size = from.extent();
        double[] sums = new double[extent.width()];
        int[] counts = new int[extent.width()];
        float[] small = new float[extent.arrayLength()];
        int voxel = 0;
        for (int d = 0; d < extent.depth(); d++) {
            for (int h = 0; h < extent.height(); h++) {
                Arrays.fill(sums, 0);
                Arrays.fill(counts, 0);
                for (int z = d * block.depth(); z < Math.min((d + 1) * block.depth(), size.depth()); z++) {
                    for (int y = h * block.height(); y < Math.min((h + 1) * block.height(), size.height()); y++) {
                        int row = size.offset(z, y, 0);
                        for (int x = 0; x < size.width(); x++) {
                            sums[x / block.width()] += voxels[row + x];
                            counts[x / block.width()]++;
                        }
                    }
                }
                for (int w = 0; w < extent.width(); w++) {
                    small[voxel++] = (float) (sums[w] / counts[w]);
                }
            }
        }
        return small;
    }

    private static double middle(int block) {
        return (block - 1) / 2.0;
    }

    private static int nearest(int index, int block, int size) {
        return Math.min(index * block + (block - 1) / 2, size - 1);
    }
}
