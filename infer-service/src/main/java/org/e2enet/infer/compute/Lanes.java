package org.e2enet.infer.compute;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import org.e2enet.edge.Lane;
import org.e2enet.infer.config.InferConfig;
import org.jboss.logging.Logger;

/**
 * The service's lanes: one for predictions, one for loading models, so that a swap need not wait for an hour-long scan. On
 * SIGTERM both are drained before anything else goes: native code that runs while its library unloads crashes the JVM.
 */
@Singleton
public class Lanes {
    private static final Logger LOG = Logger.getLogger(Lanes.class);

    private final Lane predictions = new Lane("predictions");
    private final Lane models = new Lane("models");
    private final Duration drainTimeout;

    Lanes(InferConfig config) {
        this.drainTimeout = config.drainTimeout();
    }

    public Lane predictions() {
        return predictions;
    }

    public Lane models() {
        return models;
    }

    void onShutdown(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        LOG.info("Draining: a prediction in work goes back to its topic");
        boolean drained = predictions.drain(drainTimeout) & models.drain(drainTimeout);
        if (!drained) {
            LOG.warnf("Not drained within infer.drain-timeout (%s); ending anyway", drainTimeout);
        }
    }
}
