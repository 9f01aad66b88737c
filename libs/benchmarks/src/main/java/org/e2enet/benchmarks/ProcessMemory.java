package org.e2enet.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.e2enet.torch.runtime.NativeHeap;

/** Resident memory of this process, Java heap and native libraries together, in MiB; −1 where only Linux could tell. */
public final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    private static final String CLEAR_PEAK = "5";

    private ProcessMemory() {}

    static long residentMiB() {
        return read("VmRSS:");
    }

    /** The native part of it that is in use. */
    static long nativeMiB() {
        long bytes = NativeHeap.usedBytes();
        return bytes < 0 ? -1 : bytes >> 20;
    }

    /** The most since {@link #restartPeak}. */
    public static long peakMiB() {
        return read("VmHWM:");
    }

    /** Where the system refuses, the peak goes on counting from the start of the process. */
    public static void restartPeak() {
        // What an earlier network left behind is not this one's.
        System.gc();
        NativeHeap.trim();
        try {
            Files.writeString(CLEAR, CLEAR_PEAK);
        } catch (IOException refused) {
            // Then the figure is too high for all networks but the first, never too low.
        }
    }

    private static long read(String field) {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException unknown) {
            return -1;
        }
    }
}
