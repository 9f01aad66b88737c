package org.e2enet.prediction.window;

/** Softmax over the class axis. */
final class Softmax {
    private Softmax() {}

    /** In place on {@code [classes][voxels]}, flattened. */
    static void apply(float[] logits, int classes) {
        int voxels = logits.length / classes;
        for (int v = 0; v < voxels; v++) {
            float largest = Float.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                largest = Math.max(largest, logits[c * voxels + v]);
            }
            float sum = 0;
            for (int c = 0; c < classes; c++) {
                float exponential = (float) Math.exp(logits[c * voxels + v] - largest);
                logits[c * voxels + v] = exponential;
                sum += exponential;
            }
            for (int c = 0; c < classes; c++) {
                logits[c * voxels + v] /= sum;
            }
        }
    }

    /** In place on {@code [classes][voxels]}. */
    static void apply(float[][] logits) {
        float[] voxel = new float[logits.length];
        for (int v = 0; v < logits[0].length; v++) {
            for (int c = 0; c < voxel.length; c++) {
                voxel[c] = logits[c][v];
            }
            apply(voxel, voxel.length);
            for (int c = 0; c < voxel.length; c++) {
                logits[c][v] = voxel[c];
            }
        }
    }
}
