package org.e2enet.prediction.quality;

import java.util.List;

/**
 * One class of a segmentation on the prepared grid.
 *
 * @param voxels whose most probable class it is
 * @param volumeMl of these
 * @param centre their mean place along depth, height and width, 0 to 1 of the prepared scan; empty without voxels
 * @param components that these voxels make up, of 26 neighbours, before any post-processing
 * @param meanEntropy of the class probabilities of these voxels, 1 = all classes alike
 * @param boundaryShare of these voxels, where another class is less probable by less than 0.1
 */
public record ClassMeasure(
        long voxels, double volumeMl, List<Double> centre, int components, double meanEntropy, double boundaryShare) {
    public ClassMeasure {
        centre = List.copyOf(centre);
    }
}
