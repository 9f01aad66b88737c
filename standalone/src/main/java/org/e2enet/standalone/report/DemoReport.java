package org.e2enet.standalone.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.e2enet.contract.TrainedBy;

/**
 * {@code report.json}: what the demo measured.
 *
 * @param meanDice over the classes that are defined
 * @param topologyUpdates mask updates during training
 * @param otherGrids the held-out scan on other grids, in the order asked for
 * @param files names in the report's folder
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DemoReport(
        double meanDice,
        Double meanNsd,
        List<ClassFigures> classes,
        ModelFigures model,
        int topologyUpdates,
        Seconds seconds,
        Provenance provenance,
        List<OtherGrid> otherGrids,
        List<String> files) {
    /**
     * One class of the held-out scan; figures are null where truth and prediction do not define them.
     *
     * @param name of the region
     */
    public record ClassFigures(
            int label,
            String name,
            long voxelsTruth,
            long voxelsPrediction,
            Double dice,
            Double nsd,
            Double toleranceMm,
            Double hdMm,
            Double hd95Mm,
            boolean defined) {}

    /**
     * @param paramsActive weights and biases that take part
     * @param flopsPaper per patch, by the paper's count
     * @param flopsExecuted per patch, by the true count
     */
    public record ModelFigures(
            long paramsTotal, long paramsActive, double flopsPaper, double flopsExecuted, double sparsity) {}

    /** Wall time of the whole demo, of training and of segmenting the held-out scan. */
    public record Seconds(double total, double training, double inference) {}

    /**
     * What made the result.
     *
     * @param trainingEngine that made the steps, and why this one
     * @param engine that segmented the held-out scan
     */
    public record Provenance(
            String trainingScan,
            String heldOutScan,
            String modelId,
            TrainedBy trainingEngine,
            String engine,
            long seed,
            int iterations) {}

    /** The held-out scan on a grid of other voxels, segmented by the same model. */
    public record OtherGrid(double voxelMm, double meanDice) {}

    public DemoReport {
        otherGrids = List.copyOf(otherGrids);
        classes = List.copyOf(classes);
        files = List.copyOf(files);
    }

    /** Over all grids. */
    public double leastMeanDice() {
        return otherGrids.stream().mapToDouble(OtherGrid::meanDice).reduce(meanDice, Math::min);
    }
}
