package org.e2enet.training.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Dice over patches, counted together as if they were one case (nnU-Net's online evaluation): 2·TP / (2·TP + FP + FN) per
 * foreground class. A class that is in neither truth nor prediction is undefined. Not thread safe.
 */
final class PseudoDice {
    private final long[] truePositives;
    private final long[] predicted;
    private final long[] actual;

    PseudoDice(int classes) {
        truePositives = new long[classes];
        predicted = new long[classes];
        actual = new long[classes];
    }

    /**
     * Counts one patch.
     *
     * @param logits {@code [classes][voxels]}
     * @param targets class per voxel, from {@code targetOffset}
     */
    void count(float[] logits, short[] targets, int targetOffset, int voxels) {
        for (int voxel = 0; voxel < voxels; voxel++) {
            int best = 0;
            for (int c = 1; c < actual.length; c++) {
                if (logits[c * voxels + voxel] > logits[best * voxels + voxel]) {
                    best = c;
                }
            }
            int truth = targets[targetOffset + voxel];
            predicted[best]++;
            actual[truth]++;
            if (best == truth) {
                truePositives[best]++;
            }
        }
    }

    /** Dice of classes 1..; empty where undefined. */
    List<Optional<Double>> perClass() {
        List<Optional<Double>> dice = new ArrayList<>();
        for (int c = 1; c < actual.length; c++) {
            long both = predicted[c] + actual[c];
            dice.add(both == 0 ? Optional.empty() : Optional.of(2.0 * truePositives[c] / both));
        }
        return dice;
    }

    /** Mean over the defined classes; empty when none is. */
    Optional<Double> mean() {
        double[] defined = perClass().stream()
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (defined.length == 0) {
            return Optional.empty();
        }
        double sum = 0;
        for (double value : defined) {
            sum += value;
        }
        return Optional.of(sum / defined.length);
    }
}
