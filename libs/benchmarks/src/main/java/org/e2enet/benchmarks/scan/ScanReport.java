package org.e2enet.benchmarks.scan;

import java.util.Map;
import org.e2enet.contract.Size3;

/**
 * What a scan took.
 *
 * @param seconds by stage
 * @param heapLimitMiB what the process may use of Java heap
 * @param scanMiB the prepared scan itself
 * @param plannedMiB what prediction takes besides the scan and the network's own buffers, known before the run
 * @param networkMiB the made-up network's own buffers
 * @param peakMiB of the whole process, −1 where the system does not tell
 * @param undecidedVoxels whose most probable class is not proven
 * @param checkedVoxels compared with the sums of all classes
 * @param differingVoxels of another class than these say
 * @param tiedVoxels of those, where both classes are less than 1e-6 apart
 */
public record ScanReport(
        Size3 scan,
        int classes,
        int windows,
        Map<String, Double> seconds,
        long heapLimitMiB,
        long scanMiB,
        long plannedMiB,
        long networkMiB,
        long peakMiB,
        long undecidedVoxels,
        long checkedVoxels,
        long differingVoxels,
        long tiedVoxels) {}
