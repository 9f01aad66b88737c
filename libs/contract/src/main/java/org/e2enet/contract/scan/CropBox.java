package org.e2enet.contract.scan;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import org.e2enet.contract.Size3;

/** A box within a larger array: its first voxel and its sizes. A plain record: it travels as JSON. */
public record CropBox(
        int firstDepth,
        int firstHeight,
        int firstWidth,
        @JsonSerialize(using = SizeByName.class) Size3 extent) {
    public CropBox {
        if (firstDepth < 0 || firstHeight < 0 || firstWidth < 0) {
            throw new IllegalArgumentException("a box begins inside its array");
        }
    }

    /** The same box in the mapped array. */
    public CropBox through(AxisMapping mapping, Size3 source) {
        int[] first = {firstDepth, firstHeight, firstWidth};
        int[] mapped = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            int from = mapping.sourceAxis().get(axis);
            boolean backwards = mapping.flipped().get(axis);
            mapped[axis] = backwards ? source.along(from) - first[from] - extent.along(from) : first[from];
        }
        return new CropBox(mapped[0], mapped[1], mapped[2], mapping.targetExtent(extent));
    }
}
