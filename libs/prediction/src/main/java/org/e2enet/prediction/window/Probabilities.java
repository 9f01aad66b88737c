package org.e2enet.prediction.window;

import org.e2enet.contract.Size3;

/**
 * Class probabilities of a whole prepared scan.
 *
 * @param size extents
 * @param values {@code [classes][d·h·w]}, w fastest; summing up to 1 per voxel. Shared, not copied.
 */
public record Probabilities(Size3 size, float[][] values) {
    /** The most probable class per voxel, {@code [d][h][w]}; the lower one on a tie. */
    public short[] argmax() {
        short[] labels = new short[values[0].length];
        for (int v = 0; v < labels.length; v++) {
            int best = 0;
            for (int c = 1; c < values.length; c++) {
                if (values[c][v] > values[best][v]) {
                    best = c;
                }
            }
            labels[v] = (short) best;
        }
        return labels;
    }
}
