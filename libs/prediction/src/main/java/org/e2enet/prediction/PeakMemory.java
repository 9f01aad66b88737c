package org.e2enet.prediction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The most memory this process has used so far, Java heap and native libraries together. */
public final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";

    private PeakMemory() {}

    /** In MiB, or −1 where the operating system does not tell (anything but Linux). */
    public static long mebibytes() {
        try {
            return mebibytes(Files.readAllLines(STATUS));
        } catch (IOException unknown) {
            return -1;
        }
    }

    static long mebibytes(List<String> status) {
        Optional<String> line =
                status.stream().filter(one -> one.startsWith(PEAK)).findFirst();
        return line.map(one -> Long.parseLong(one.replaceAll("\\D", "")) / 1024).orElse(-1L);
    }
}
