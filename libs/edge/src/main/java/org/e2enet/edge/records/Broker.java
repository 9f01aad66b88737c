package org.e2enet.edge.records;

import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.e2enet.edge.EdgeConfig;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.faults.Fault;
import org.jboss.logging.Logger;

/** Knows whether the broker answers, by asking it now and then, so that callers need not wait to hear that it does not. Thread-safe. */
@Startup
@Singleton
public final class Broker {
    private static final Logger LOG = Logger.getLogger(Broker.class);

    private final Map<String, Object> settings;
    private final Duration probe;
    private final TopicLimits limits;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("broker-probe").factory());
    private Admin admin;
    private volatile boolean away;

    @Inject
    Broker(@Identifier("default-kafka-broker") Map<String, Object> connection, EdgeConfig config, TopicLimits limits) {
        this.limits = limits;
        this.probe = config.brokerProbe();
        this.settings = new HashMap<>(connection);
        int timeoutMs = Math.toIntExact(Math.max(1_000, probe.toMillis()));
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMs);
        // Found again soon after it is back, however long it was away.
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
        clock.scheduleWithFixedDelay(this::ask, 0, probe.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it did not answer when it was last spoken to. */
    public boolean isAway() {
        return away;
    }

    /** @throws org.e2enet.faults.FaultException {@code EDG-201} at once when it is known to be away */
    public void requireThere(String topic) {
        if (away) {
            throw EdgeFaults.brokerAway(topic).exception();
        }
    }

    private static Fault fault() {
        return EdgeFaults.brokerAway("any");
    }

    void missed() {
        if (!away) {
            away = true;
            LOG.warnf("%s", fault().message());
        }
    }

    private void ask() {
        try {
            if (admin == null) {
                admin = Admin.create(settings);
            }
            admin.describeCluster().nodes().get();
            if (away) {
                away = false;
                LOG.info("The broker answers again");
            }
            limits.look(admin);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (Exception noAnswer) {
            missed();
        }
    }

    @PreDestroy
    void close() {
        clock.shutdownNow();
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
