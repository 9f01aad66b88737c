package org.e2enet.standalone.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory of a Java process outside of its heap: what lies in anonymous pages that are resident and not the heap's own. Neither pages of
 * files count, which the kernel takes back as it likes, nor heap that is committed but was never touched; Linux only.
 */
final class NativeMemory {
    /** {@code [0x00000000f0000000, 0x00000000f1550000, 0x0000000100000000)}: where a part of the heap lies. */
    private static final Pattern PART = Pattern.compile("\\[0x([0-9a-f]+), .*0x([0-9a-f]+)\\)");

    /** {@code f0000000-f1550000 rw-p …}: where a mapping lies. */
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .*");

    private static final String ANONYMOUS = "Anonymous:";
    private static final double KIB_PER_MIB = 1024;

    private NativeMemory() {}

    static double mebibytes(long pid) throws IOException, InterruptedException {
        List<String> mappings = Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps"));
        return kibibytes(Jcmd.ask(pid, "GC.heap_info"), mappings) / KIB_PER_MIB;
    }

    /**
     * @param heap what {@code jcmd GC.heap_info} says
     * @param mappings of {@code /proc/PID/smaps}
     */
    static long kibibytes(List<String> heap, List<String> mappings) throws IOException {
        long from = Long.MAX_VALUE;
        long to = 0;
        for (String line : heap) {
            Matcher part = PART.matcher(line);
            if (part.find()) {
                from = Math.min(from, Long.parseUnsignedLong(part.group(1), 16));
                to = Math.max(to, Long.parseUnsignedLong(part.group(2), 16));
            }
        }
        if (to == 0) {
            throw new IOException("jcmd does not tell where the heap lies: " + heap);
        }
        long outside = 0;
        boolean isHeap = false;
        for (String line : mappings) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.matches()) {
                long begin = Long.parseUnsignedLong(mapping.group(1), 16);
                isHeap = Long.compareUnsigned(begin, from) >= 0 && Long.compareUnsigned(begin, to) < 0;
            } else if (!isHeap && line.startsWith(ANONYMOUS)) {
                outside += Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return outside;
    }
}
