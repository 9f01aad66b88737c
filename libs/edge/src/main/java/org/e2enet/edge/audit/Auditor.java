package org.e2enet.edge.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.e2enet.catalogue.AuditDesk;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.AuditRecorded;
import org.e2enet.contract.AuditRecorded.Deed;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.records.EventSender;
import org.e2enet.faults.FaultException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Makes records links of this process' chain and sends them in order, on a thread of its own. While the broker is away they lie in the store,
 * bounded; what a killed process left there is sent by whoever comes next. Thread safe.
 */
@Singleton
public final class Auditor {
    public static final String ANONYMOUS = "anonymous";

    private static final Logger LOG = Logger.getLogger(Auditor.class);
    private static final String SERVICE = "service";
    private static final long TRY_AGAIN_MS = 1_000;
    private static final long ENDING_MS = 5_000;
    private static final int CHAIN_DIGITS = 12;

    /** While there is much to send, the chain's last record is noted once for so many. */
    private static final int HEAD_EVERY = 50;

    private final EventSender events;
    private final AuditDesk desk;
    private final String service;
    private final String chain;
    private final boolean enabled;
    private final int most;
    /** Those that the broker does not have yet, oldest first; the sender's thread alone takes from it. */
    private final Deque<AuditRecorded> queue = new ArrayDeque<>();

    private final Thread sender = Thread.ofPlatform().daemon().name("audit").unstarted(this::run);
    private long number;
    private String last = AuditRecorded.BEGIN;
    private long spooledUpTo;
    private boolean ending;

    @Inject
    Auditor(
            EventSender events,
            Catalogue catalogue,
            AuditConfig config,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.events = events;
        this.desk = catalogue.auditDesk();
        this.service = service;
        this.enabled = config.enabled();
        this.most = config.spool();
        this.chain =
                service + "-" + UUID.randomUUID().toString().replace("-", "").substring(0, CHAIN_DIGITS);
        meters.gauge("e2enet.audit.waiting", this, Auditor::waiting);
    }

    void start(@Observes StartupEvent started) {
        if (enabled) {
            sender.start();
        }
    }

    String service() {
        return service;
    }

    /** Of what the service did of its own accord. @param about for example {@code scan 0123…} */
    public void record(String action, List<String> about) {
        record(new Deed(
                Instant.now().truncatedTo(ChronoUnit.MILLIS), service, SERVICE, null, action, about, "done", null));
    }

    synchronized void record(Deed deed) {
        if (!enabled) {
            return;
        }
        AuditRecorded record = AuditRecorded.of(chain, number + 1, last, deed);
        number = record.number();
        last = record.hash();
        queue.add(record);
        notifyAll();
    }

    /** Records that the broker does not have yet. */
    synchronized int waiting() {
        return queue.size();
    }

    boolean isFull() {
        return enabled && waiting() >= most;
    }

    private void run() {
        adoptLeft();
        try {
            while (true) {
                AuditRecorded next = next();
                if (next == null) {
                    return;
                }
                send(next);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** The oldest one, which stays in the queue until it is sent or written down; null when the service ends and all is sent. */
    private synchronized AuditRecorded next() throws InterruptedException {
        while (queue.isEmpty()) {
            if (ending) {
                return null;
            }
            wait();
        }
        return queue.peek();
    }

    private void send(AuditRecorded record) throws InterruptedException {
        while (true) {
            try {
                events.send(record);
                forget(record);
                return;
            } catch (FaultException failure) {
                if (failure.fault().code().equals(EdgeFaults.EVENT_TOO_LARGE)) {
                    // Cannot be: its texts are cut. The chain tells that it is missing.
                    LOG.errorf("an audit record is too large: %s", record);
                    forget(record);
                    return;
                }
            } catch (CancellationException ended) {
                Thread.interrupted();
            } catch (RuntimeException unforeseen) {
                LOG.warn("an audit record is not sent yet", unforeseen);
            }
            spool();
            synchronized (this) {
                if (ending) {
                    throw new InterruptedException();
                }
            }
            Thread.sleep(TRY_AGAIN_MS);
        }
    }

    /** Writes down what waits, so that it outlives this process. */
    private void spool() {
        List<AuditRecorded> fresh;
        synchronized (this) {
            fresh = queue.stream()
                    .filter(record -> record.number() > spooledUpTo)
                    .toList();
        }
        try {
            for (AuditRecorded record : fresh) {
                desk.spool(record);
                spooledUpTo = record.number();
            }
        } catch (FaultException failure) {
            LOG.warnf("audit records wait in memory alone: %s", failure.fault().message());
        }
    }

    /** The broker has it. That this is noted may fail, on a full disk: then the record is sent twice after a restart, which does no harm. */
    private void forget(AuditRecorded record) {
        boolean last;
        synchronized (this) {
            queue.remove(record);
            last = queue.isEmpty();
        }
        try {
            if (last || record.number() % HEAD_EVERY == 0) {
                desk.reached(record);
            }
            if (record.number() <= spooledUpTo) {
                desk.unspool(record);
            }
        } catch (FaultException failure) {
            LOG.debugf(
                    "the end of the audit trail is not noted: %s",
                    failure.fault().code());
        }
    }

    /** What a process left that was killed while the broker was away; another instance may send it too, which does no harm. */
    private void adoptLeft() {
        try {
            for (AuditRecorded record : desk.left(service, chain)) {
                events.sendWhenThere(record);
                desk.sent(record);
            }
        } catch (FaultException failure) {
            LOG.warnf(
                    "audit records of an earlier process wait for the next start: %s",
                    failure.fault().message());
        } catch (CancellationException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** What could not be sent lies in the store, for the next start. */
    void close(@Observes ShutdownEvent ended) throws InterruptedException {
        synchronized (this) {
            ending = true;
            notifyAll();
        }
        sender.join(ENDING_MS);
    }
}
