package org.e2enet.standalone.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The services, in the order they start. */
public enum ServiceKind {
    /** Holds a whole scan several times while it prepares it. */
    INGEST(new HeapShare(28, 512, 16384)),
    TRAIN(new HeapShare(20, 1536, 16384)),
    /** Holds the scan and the ring of its logits; a network's tensors lie outside of the heap. */
    INFER(new HeapShare(20, 1536, 16384)),
    METRICS(new HeapShare(10, 512, 8192)),
    /** The door to an archive: only where there is one. Holds a whole series while it converts it. */
    DICOM(new HeapShare(5, 384, 8192)),
    /** The one port that people use. Streams, and holds ids in memory. */
    CONSOLE(new HeapShare(2, 128, 192));

    private final HeapShare heap;

    ServiceKind(HeapShare heap) {
        this.heap = heap;
    }

    /** Largest Java heap on this machine; libtorch's tensors live outside of it. */
    int heapMiB() {
        return heapMiB(HeapShare.memoryBytes());
    }

    int heapMiB(long memoryBytes) {
        return heap.of(memoryBytes);
    }

    /** What its JVM is started with wherever it runs, but for the size of its heap. The images have the same. */
    public List<String> jvmFlags() {
        List<String> flags = new ArrayList<>(List.of(
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                // Scans are arrays too large for a young generation: seven eighths of the heap are for them.
                "-XX:NewRatio=7",
                "-XX:+ExitOnOutOfMemoryError"));
        if (this == INFER || this == TRAIN) {
            // The sparse engine's vectors are cache lines (4 to 9 % of a forward) and need no check each (8 %).
            flags.add("-XX:ObjectAlignmentInBytes=64");
            flags.add("-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0");
        }
        return flags;
    }

    /** {@code ingest-service}. */
    public String serviceName() {
        return name().toLowerCase(Locale.ROOT) + "-service";
    }

    /** The runnable jar of an installation built at {@code home}. */
    Path jar(Path home) {
        return home.resolve(serviceName()).resolve(Path.of("target", "quarkus-app", "quarkus-run.jar"));
    }

    /** Environment variable with more JVM flags for this service. */
    String flagsVariable() {
        return "E2ENET_" + name() + "_JAVA_OPTS";
    }
}
