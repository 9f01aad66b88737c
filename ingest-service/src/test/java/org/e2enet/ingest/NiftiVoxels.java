package org.e2enet.ingest;

import java.util.Arrays;

/** Voxels of one value, to spoil. */
final class NiftiVoxels {
    private NiftiVoxels() {}

    static float[] of(int edge, float value) {
        float[] voxels = new float[edge * edge * edge];
        Arrays.fill(voxels, value);
        return voxels;
    }
}
