package org.e2enet.benchmarks.scan;

import java.util.List;
import java.util.Map;
import org.e2enet.contract.Size3;
import org.e2enet.prediction.Stage;

/**
 * A scan from its file to the file of its segmentation, by several networks in one run.
 *
 * @param fileBytes of the scan, packed
 */
public record FileScanReport(String machine, Size3 scan, int classes, Size3 patch, long fileBytes, List<Way> ways) {
    public FileScanReport {
        ways = List.copyOf(ways);
    }

    /**
     * One network; times are the least of its runs, stage by stage.
     *
     * @param network with its engine: {@code e2enet/sparse}
     * @param seconds by stage
     * @param outsideShare of the time, in everything but the network
     * @param cpuSeconds by stage, of all threads
     * @param outsideCpuShare as outsideShare, of the processors' time: what else the machine does has no part in it
     * @param measureCpuShare of the processors' time, in measuring for quality flags
     * @param peakMiB of the process while it ran, −1 where the system does not tell
     */
    public record Way(
            String network,
            int windows,
            Map<String, Double> seconds,
            double outsideShare,
            Map<String, Double> cpuSeconds,
            double outsideCpuShare,
            double measureCpuShare,
            long peakMiB) {
        static Way of(
                String network,
                int windows,
                Map<String, Double> seconds,
                Map<String, Double> cpuSeconds,
                long peakMiB) {
            return new Way(
                    network,
                    windows,
                    seconds,
                    1 - share(seconds, Stage.NETWORK),
                    cpuSeconds,
                    1 - share(cpuSeconds, Stage.NETWORK),
                    share(cpuSeconds, Stage.MEASURE),
                    peakMiB);
        }

        public double totalSeconds() {
            return total(seconds);
        }

        private static double share(Map<String, Double> seconds, Stage stage) {
            return seconds.get(stage.label()) / total(seconds);
        }

        private static double total(Map<String, Double> seconds) {
            return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }
}
