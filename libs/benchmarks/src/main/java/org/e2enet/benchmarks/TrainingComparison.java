package org.e2enet.benchmarks;

import java.util.List;
import org.e2enet.torch.runtime.Precision;

/**
 * One network's training beside the bare loop of its graph. Times are wall-clock seconds of a step.
 *
 * @param compute of both loops' convolutions
 * @param sparsity of the trained network; the bare loop has no masks
 * @param seconds median of the product's steps, from one to the next: waiting for data and topology updates included
 * @param bareSeconds median of the bare loop's steps
 * @param overheadPercent of the medians
 * @param meanOverheadPercent of the means: topology updates, too rare for a median, count here
 * @param topologyUpdates made in the steps that count
 * @param dataSeconds to prepare one batch on one thread with nothing beside it; above {@code seconds} a step may wait for
 *     data
 * @param peakMiB most resident memory of the process while this network trained, both loops together
 * @param firstStepMiB resident memory after the first step that counts
 * @param lastStepMiB and after the last one
 * @param memory after every hundredth step that counts
 */
public record TrainingComparison(
        String network,
        Precision compute,
        int patch,
        int batch,
        double sparsity,
        double seconds,
        double bareSeconds,
        double overheadPercent,
        double meanOverheadPercent,
        int topologyUpdates,
        double dataSeconds,
        long peakMiB,
        long firstStepMiB,
        long lastStepMiB,
        List<MemoryUse> memory) {
    public TrainingComparison {
        memory = List.copyOf(memory);
    }
}
