package org.e2enet.benchmarks.scan;

import java.util.List;
import java.util.Map;
import org.e2enet.contract.Size3;

/**
 * A scan from its file to the file of its segmentation, by several networks in one run.
 *
 * @param fileBytes of the scan, packed
 */
public record FileScanReport(String machine, Size3 scan, int classes, int patch, long fileBytes, List<Way> ways) {
    public FileScanReport {
        ways = List.copyOf(ways);
    }

    /**
     * One network.
     *
     * @param network with its engine: {@code e2enet/sparse}
     * @param seconds by stage
     * @param outsideShare of the time, in everything but the network
     * @param peakMiB of the process while it ran, −1 where the system does not tell
     */
    public record Way(String network, int windows, Map<String, Double> seconds, double outsideShare, long peakMiB) {
        public double totalSeconds() {
            return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }
}
