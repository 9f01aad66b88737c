package org.e2enet.standalone.chaos;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is reachable in the heap of a Java process. It is counted in the pause in which the garbage is collected, so nothing that the process
 * allocated since has a part in it, as it has in heap that is merely in use.
 */
final class LiveHeap {
    /** {@code Total       1234567      234567890}: the last line, instances and bytes. */
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)\\s*");

    private static final double MIB = 1 << 20;

    private LiveHeap() {}

    static double mebibytes(long pid) throws IOException, InterruptedException {
        return bytes(Jcmd.ask(pid, "GC.class_histogram")) / MIB;
    }

    /** @param histogram what {@code jcmd GC.class_histogram} says */
    static long bytes(List<String> histogram) throws IOException {
        for (String line : histogram.reversed()) {
            Matcher total = TOTAL.matcher(line);
            if (total.matches()) {
                return Long.parseLong(total.group(1));
            }
        }
        throw new IOException("jcmd does not tell the bytes of all classes: " + histogram);
    }
}
