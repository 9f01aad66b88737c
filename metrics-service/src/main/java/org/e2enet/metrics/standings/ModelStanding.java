package org.e2enet.metrics.standings;

import org.e2enet.scoring.evaluation.Mean;

/**
 * One model on one dataset.
 *
 * @param cases scans with a score
 * @param meanDice over cases, 0 … 1
 * @param meanNsd over cases, 0 … 1
 * @param cost null while the model's checkpoint is not in the store
 * @param pt PT score within the dataset's comparison set; null for a model outside it
 */
public record ModelStanding(String modelId, int cases, Mean meanDice, Mean meanNsd, Cost cost, Double pt) {
    /**
     * What a model costs, in the units of the paper's tables.
     *
     * @param paramsM active parameters, millions
     * @param flopsG FLOPs of one patch, thousand millions, by the configured convention
     */
    public record Cost(double paramsM, double flopsG) {}
}
