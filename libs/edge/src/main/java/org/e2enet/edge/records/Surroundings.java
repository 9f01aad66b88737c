package org.e2enet.edge.records;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.store.StoreProbe;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.store.StoreFaults;
import org.jboss.logging.Logger;

/**
 * Tells whether a record or what surrounds the service (store, broker) is at fault, and which stages wait for their surroundings.
 * Thread-safe.
 */
@Singleton
public final class Surroundings {
    private static final Logger LOG = Logger.getLogger(Surroundings.class);

    private final StoreProbe store;
    private final Instance<Part> parts;
    private final MeterRegistry meters;
    private final Map<String, Fault> waiting = new ConcurrentHashMap<>();
    private final Rereads rereads = new Rereads();

    /** What a service needs beside store and broker, a database say: make a bean of it. */
    public interface Part {
        /** Code of the fault that says it is away. */
        String awayCode();

        /** @throws FaultException of that code when it is away */
        void ask();
    }

    /** @param parts of any qualifier: most are readiness checks, too, and {@code @Readiness} is one */
    @Inject
    Surroundings(StoreProbe store, @Any Instance<Part> parts, MeterRegistry meters) {
        this.store = store;
        this.parts = parts;
        this.meters = meters;
    }

    /**
     * What the surroundings lack, if anything: known from the fault itself, or because the store or another part does not answer now, in
     * which case whatever the work made of that is no judgement of the record.
     */
    public Optional<Fault> lacking(Fault fault) {
        String code = fault.code();
        if (code.equals(EdgeFaults.BROKER_AWAY)
                || code.equals(StoreFaults.NOT_WRITTEN)
                || parts.stream().anyMatch(part -> part.awayCode().equals(code))) {
            return Optional.of(fault);
        }
        try {
            store.ask();
            parts.forEach(Part::ask);
            return rereads.isDue(fault) ? Optional.of(fault) : Optional.empty();
        } catch (FaultException away) {
            return Optional.of(away.fault());
        }
    }

    /** A stage cannot go on for now: readiness says so until {@link #goesOn}. */
    public void waitsFor(String stage, Fault fault) {
        if (waiting.put(stage, fault) == null) {
            LOG.warnf("%s waits and tries again: %s", stage, fault.message());
        }
        meters.counter("e2enet.waits", "stage", stage, "code", fault.code()).increment();
    }

    /** Of a stage that does not wait, nothing. */
    public void goesOn(String stage) {
        if (waiting.remove(stage) != null) {
            LOG.infof("%s goes on", stage);
        }
    }

    /** Faults by the stage that waits. */
    public Map<String, Fault> waiting() {
        return new TreeMap<>(waiting);
    }
}
