package org.e2enet.prediction.window;

import java.util.stream.IntStream;
import org.e2enet.imaging.rows.ProbabilityRows;

/**
 * Softmax over the class axis. Blocks of voxels are walked class by class, so that memory is read in order; blocks run on
 * all cores, and as each voxel is on its own the result does not depend on their number.
 */
final class Softmax {
    private static final int BLOCK = 1024;

    private Softmax() {}

    /** In place on {@code [classes][voxels]}, flattened. */
    static void apply(float[] logits, int classes) {
        int voxels = logits.length / classes;
        IntStream.range(0, Math.ceilDiv(voxels, BLOCK)).parallel().forEach(block -> {
            int first = block * BLOCK;
            ProbabilityRows.BEST.softmax(logits, classes, voxels, first, Math.min(BLOCK, voxels - first));
        });
    }

    /** In place on {@code [classes][voxels]}. */
    static void apply(float[][] logits) {
        int voxels = logits[0].length;
        float[] flat = new float[logits.length * voxels];
        for (int c = 0; c < logits.length; c++) {
            System.arraycopy(logits[c], 0, flat, c * voxels, voxels);
        }
        apply(flat, logits.length);
        for (int c = 0; c < logits.length; c++) {
            System.arraycopy(flat, c * voxels, logits[c], 0, voxels);
        }
    }
}
