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
 * @param flagged what was found unusual of the held-out scan, as it is and spoilt, where that was asked for
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
        List<Flagged> flagged,
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

    /**
     * Whether the held-out scan was found unusual.
     *
     * @param scan what was done to it
     * @param expected whether something should be found
     * @param judged whether the model's reference was there to judge by
     * @param flags that were raised against it
     */
    public record Flagged(String scan, boolean expected, boolean judged, List<String> flags) {
        public Flagged {
            flags = List.copyOf(flags);
        }

        boolean isRight() {
            return judged && expected != flags.isEmpty();
        }

        /** The flags for a table. */
        public String words() {
            if (!judged) {
                return "not judged";
            }
            return flags.isEmpty() ? "none" : String.join(", ", flags);
        }
    }

    public DemoReport {
        otherGrids = List.copyOf(otherGrids);
        flagged = List.copyOf(flagged);
        classes = List.copyOf(classes);
        files = List.copyOf(files);
    }

    /** Each that should be, and no other; nothing was asked for counts as right. */
    public boolean isFlaggedRightly() {
        return flagged.stream().allMatch(Flagged::isRight);
    }

    /** Over all grids. */
    public double leastMeanDice() {
        return otherGrids.stream().mapToDouble(OtherGrid::meanDice).reduce(meanDice, Math::min);
    }
}
