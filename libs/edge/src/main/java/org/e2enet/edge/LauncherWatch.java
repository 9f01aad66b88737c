package org.e2enet.edge;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * On one machine a service is the child of a launcher that also holds the broker. Where the launcher is killed, its services end by
 * themselves, drained: their work goes back to the topics, and nobody has to look for them.
 */
@Singleton
final class LauncherWatch {
    private static final Logger LOG = Logger.getLogger(LauncherWatch.class);

    private final Optional<Long> launcher;

    /** @param launcher process id, set by the launcher only */
    LauncherWatch(@ConfigProperty(name = "launcher.pid") Optional<Long> launcher) {
        this.launcher = launcher;
    }

    void watch(@Observes StartupEvent started) {
        launcher.ifPresent(pid -> ProcessHandle.of(pid)
                .ifPresentOrElse(process -> process.onExit().thenRun(this::end), this::end));
    }

    private void end() {
        LOG.warn("The launcher has ended; this service follows.");
        Quarkus.asyncExit();
    }
}
