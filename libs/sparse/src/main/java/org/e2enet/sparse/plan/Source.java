package org.e2enet.sparse.plan;

import org.e2enet.sparse.memory.TensorBuffer;

/**
 * One channel as a kernel reads it: {@code act(scale[slot]·x[z + zOffset] + offset[slot])} of a stored channel x, zero
 * outside the volume. Concatenation, depth shift, depth taps of a kernel, instance norm and LeakyReLU are all expressed
 * in a list of these; none of them costs a pass over memory.
 *
 * @param zOffset added to the depth that is read
 * @param slot affine form in the workspace, or {@link #AS_STORED}
 * @param slope of the LeakyReLU for negative values; 1 = none
 */
public record Source(TensorBuffer buffer, int channel, int zOffset, int slot, float slope) {
    public static final int AS_STORED = -1;

    /** The slot whose affine form is always x itself. */
    public static final int IDENTITY_SLOT = 0;

    public static Source stored(TensorBuffer buffer, int channel) {
        return new Source(buffer, channel, 0, AS_STORED, 1);
    }

    public boolean isStored() {
        return slot == AS_STORED;
    }

    public Source movedBy(int z) {
        return new Source(buffer, channel, zOffset + z, slot, slope);
    }
}
