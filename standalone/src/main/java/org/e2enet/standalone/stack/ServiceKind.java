package org.e2enet.standalone.stack;

import java.nio.file.Path;
import java.util.Locale;

/** The four services, in the order they start. */
public enum ServiceKind {
    INGEST(512),
    TRAIN(1536),
    INFER(1536),
    METRICS(768);

    private final int heapMiB;

    ServiceKind(int heapMiB) {
        this.heapMiB = heapMiB;
    }

    /** Largest Java heap; tensors live outside of it. */
    int heapMiB() {
        return heapMiB;
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
