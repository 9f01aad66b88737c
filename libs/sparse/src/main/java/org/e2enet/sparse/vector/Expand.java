package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;

/** Coarse depth positions as fine ones: each value twice. */
final class Expand {
    private Expand() {}

    /**
     * @param at one block of a coarse row
     * @param half which of the two fine blocks it becomes, 0 or 1
     * @param lane first lane of the fine vector
     */
    static FloatVector twice(float[] data, int at, int half, int lane) {
        int coarse = half * (BLOCK / 2) + lane / 2;
        return coarse + WIDTH <= BLOCK
                ? FloatVector.fromArray(SPECIES, data, at + coarse).rearrange(Lanes.LOWER_TWICE)
                : FloatVector.fromArray(SPECIES, data, at + BLOCK - WIDTH).rearrange(Lanes.UPPER_TWICE);
    }
}
