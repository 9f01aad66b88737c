package org.e2enet.standalone.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.e2enet.standalone.stack.LocalStack;
import org.e2enet.standalone.stack.ServiceKind;

/**
 * What a service holds at one moment, once its garbage is collected; Linux only.
 *
 * @param heapMiB of Java heap in use, as its metrics tell
 * @param residentMiB of the whole process
 * @param nativeMiB of that, what no file backs and is not Java heap
 * @param threads of the process
 * @param files open descriptors
 * @param logBytes of its log so far
 */
record Vitals(double heapMiB, double residentMiB, double nativeMiB, int threads, int files, long logBytes) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final double MIB = 1 << 20;

    static Vitals of(LocalStack stack, ServiceKind kind) throws InterruptedException {
        long pid = stack.process(kind).pid();
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            Jcmd.ask(pid, "GC.run");
            String metrics = HTTP.send(
                            HttpRequest.newBuilder(URI.create(stack.ports().address(kind) + "/q/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            double residentMiB = status(process, "VmRSS:") / 1024.0;
            try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
                return new Vitals(
                        sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / MIB,
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

    private static double sum(String metrics, String prefix) {
        return metrics.lines()
                .filter(line -> line.startsWith(prefix))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
