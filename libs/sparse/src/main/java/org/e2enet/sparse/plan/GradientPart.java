package org.e2enet.sparse.plan;

/**
 * What one reader of a stored channel adds to its gradient: the gradient of the value it read, times the slope of the LeakyReLU
 * it read through.
 *
 * @param from where the reader's gradient is stored; its own {@code zOffset} turns the reader's depth shift back
 * @param yOffset added to the row that is read; likewise {@code xOffset} to the column
 * @param slot affine form through which the reader read, or {@link Source#AS_STORED}
 * @param slope of its LeakyReLU for negative values; 1 = none
 */
public record GradientPart(Source from, int yOffset, int xOffset, int slot, float slope) {
    GradientPart(Source from, int slot, float slope) {
        this(from, 0, 0, slot, slope);
    }

    /**
     * Whether the channel's gradient is just what is stored there.
     *
     * @param shifted perhaps moved along the depth
     */
    boolean isPlain(boolean shifted) {
        return (shifted || from.zOffset() == 0) && yOffset == 0 && xOffset == 0 && slope == 1;
    }
}
