package org.e2enet.standalone.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.e2enet.standalone.stack.LocalStack;
import org.e2enet.standalone.stack.ServiceKind;

/**
 * What a service holds at one moment, once its garbage is collected; Linux only.
 *
 * @param heapMiB of Java heap that is reachable
 * @param residentMiB of the whole process
 * @param nativeMiB of that, what no file backs and is not Java heap
 * @param threads of the process
 * @param files open descriptors
 * @param logBytes of its log so far
 */
record Vitals(double heapMiB, double residentMiB, double nativeMiB, int threads, int files, long logBytes) {
    static Vitals of(LocalStack stack, ServiceKind kind) throws InterruptedException {
        long pid = stack.process(kind).pid();
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            double liveMiB = LiveHeap.mebibytes(pid);
            double residentMiB = status(process, "VmRSS:") / 1024.0;
            try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
                return new Vitals(
                        liveMiB,
                        residentMiB,
                        NativeMemory.mebibytes(pid),
                        (int) status(process, "Threads:"),
                        (int) descriptors.count(),
                        Files.size(stack.folder().log(kind.serviceName())));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long status(Path process, String field) throws IOException {
        return Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
