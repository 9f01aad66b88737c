package org.e2enet.console.events;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.e2enet.client.EventStream;
import org.e2enet.client.InferClient;
import org.e2enet.console.config.ConsoleConfig;
import org.e2enet.contract.EventJson;
import org.e2enet.edge.security.Passes;
import org.e2enet.faults.FaultException;
import org.jboss.logging.Logger;

/**
 * How far running predictions are, which is on no topic: infer-service's own events, at most two a second of each prediction while only
 * its windows change.
 */
@Startup
@Singleton
class ProgressTail {
    private static final Logger LOG = Logger.getLogger(ProgressTail.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LEAST_NANOS = Duration.ofMillis(500).toNanos();
    private static final String RUNNING = "running";

    private final InferClient infer;
    private final Notices notices;
    private final Map<String, Long> runningSince = new HashMap<>();
    private final Thread thread = Thread.ofVirtual().name("progress-tail").unstarted(this::run);
    private volatile boolean ending;

    @Inject
    ProgressTail(ConsoleConfig config, Notices notices, Passes passes) {
        this.infer = new InferClient(config.infer(), passes.ofService());
        this.notices = notices;
    }

    /** As infer-service tells it; what has no meaning in a state is absent. */
    private record State(
            String predictionId,
            String state,
            String scanId,
            String alias,
            String stage,
            Integer place,
            Integer windowsDone,
            Integer windowsTotal,
            Double secondsLeft) {}

    @PostConstruct
    void start() {
        thread.start();
    }

    private void run() {
        String lastId = null;
        try {
            while (!ending) {
                try (EventStream stream = infer.changes(lastId)) {
                    while (!stream.isOver() && !ending) {
                        lastId = stream.next(PATIENCE).map(this::tell).orElse(lastId);
                    }
                } catch (FaultException noPass) {
                    // The issuer of logins is away: another try comes.
                } catch (RuntimeException unforeseen) {
                    LOG.warnf(
                            "Progress of predictions is not heard: %s; trying again",
                            unforeseen.getClass().getSimpleName());
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private String tell(EventStream.Event event) {
        try {
            State state = EventJson.read(event.data().getBytes(StandardCharsets.UTF_8), State.class);
            if (isNews(state)) {
                notices.publish("infer/" + event.id(), News.PREDICTION, news(state));
            }
        } catch (FaultException unreadable) {
            // Of a version that says it otherwise: the topics tell the end.
        }
        return event.id();
    }

    private boolean isNews(State state) {
        if (!RUNNING.equals(state.state()) || state.windowsDone() == null) {
            runningSince.remove(state.predictionId());
            return true;
        }
        long now = System.nanoTime();
        Long before = runningSince.get(state.predictionId());
        if (before != null && now - before < LEAST_NANOS) {
            return false;
        }
        runningSince.put(state.predictionId(), now);
        return true;
    }

    private static News.Prediction news(State state) {
        return new News.Prediction(
                state.scanId(),
                state.alias(),
                state.predictionId(),
                state.state(),
                state.stage(),
                state.place(),
                state.windowsDone(),
                state.windowsTotal(),
                state.secondsLeft());
    }

    void stop(@Observes ShutdownEvent event) {
        ending = true;
        thread.interrupt();
    }
}
