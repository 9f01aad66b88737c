package org.e2enet.imaging.crop;

import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.CropBox;
import org.e2enet.faults.Fault;

/** First and last indices of what is not zero along each axis; of none, the first are greater than the last. */
record Bounds(int firstDepth, int firstHeight, int firstWidth, int lastDepth, int lastHeight, int lastWidth) {
    static final Bounds NONE = new Bounds(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, -1, -1, -1);

    /** Of what a channel has that is not zero in one slice: from both ends of every row, no further than to the first such voxel. */
    static Bounds ofSlice(Size3 extent, float[] channel, int depth) {
        int firstHeight = Integer.MAX_VALUE;
        int lastHeight = -1;
        int firstWidth = extent.width();
        int lastWidth = -1;
        for (int h = 0; h < extent.height(); h++) {
            int row = extent.offset(depth, h, 0);
            int first = 0;
            while (first < extent.width() && channel[row + first] == 0) {
                first++;
            }
            if (first < extent.width()) {
                int last = extent.width() - 1;
                while (channel[row + last] == 0) {
                    last--;
                }
                firstHeight = Math.min(firstHeight, h);
                lastHeight = h;
                firstWidth = Math.min(firstWidth, first);
                lastWidth = Math.max(lastWidth, last);
            }
        }
        return lastHeight < 0 ? NONE : new Bounds(depth, firstHeight, firstWidth, depth, lastHeight, lastWidth);
    }

    Bounds with(Bounds other) {
        return new Bounds(
                Math.min(firstDepth, other.firstDepth),
                Math.min(firstHeight, other.firstHeight),
                Math.min(firstWidth, other.firstWidth),
                Math.max(lastDepth, other.lastDepth),
                Math.max(lastHeight, other.lastHeight),
                Math.max(lastWidth, other.lastWidth));
    }

    /** @throws org.e2enet.faults.FaultException IMG-113 of none */
    CropBox box() {
        if (lastDepth < 0) {
            throw new Fault(
                            "IMG-113",
                            "all voxels of the image are zero",
                            "voxels",
                            "Check the export: an empty image cannot be segmented.")
                    .exception();
        }
        Size3 extent = new Size3(lastDepth - firstDepth + 1, lastHeight - firstHeight + 1, lastWidth - firstWidth + 1);
        return new CropBox(firstDepth, firstHeight, firstWidth, extent);
    }
}
