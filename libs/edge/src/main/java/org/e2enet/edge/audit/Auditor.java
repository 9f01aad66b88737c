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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
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
 * Has deeds recorded: sends the links of this process' chain in order, on a thread of its own. While the broker is away they lie in the store,
 * bounded, as they do at the end; what a process left there is sent by whoever comes next. Thread safe.
 */
@Singleton
public final class Auditor {
    public static final String ANONYMOUS = "anonymous";

    static final String SERVICE = "service";
    static final String REFUSED = "refused";
    static final String FAILED = "failed";

    private static final Logger LOG = Logger.getLogger(Auditor.class);
    private static final long TRY_AGAIN_MS = 1_000;
    private static final long ENDING_MS = 5_000;
    private static final int CHAIN_DIGITS = 12;

    /** While there is much to send, the chain's last record is noted once for so many. */
    private static final int HEAD_EVERY = 50;

    private final Consumer<AuditRecorded> broker;
    private final AuditDesk desk;
    private final String service;
    private final boolean enabled;
    private final AuditChain chain;
    private final Thread sender = Thread.ofPlatform().daemon().name("audit").unstarted(this::run);
    private final Object spooling = new Object();
    private long spooledUpTo;

    /** Of processes that ended; the sender's thread alone uses it. Null until the store told. */
    private Deque<AuditRecorded> left;

    @Inject
    Auditor(
            EventSender events,
            Catalogue catalogue,
            AuditConfig config,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this(events::sendApart, catalogue.auditDesk(), config.enabled(), config.spool(), service);
        meters.gauge("e2enet.audit.waiting", this, Auditor::waiting);
    }

    /** @param broker takes a record for good, or throws */
    Auditor(Consumer<AuditRecorded> broker, AuditDesk desk, boolean enabled, int most, String service) {
        this.broker = broker;
        this.desk = desk;
        this.service = service;
        this.enabled = enabled;
        String process = UUID.randomUUID().toString().replace("-", "").substring(0, CHAIN_DIGITS);
        this.chain = new AuditChain(service, service + "-" + process, most);
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

    void record(Deed deed) {
        if (!enabled) {
            return;
        }
        chain.add(deed);
        if (chain.isEnding()) {
            // Of a call that ends after the service does: nobody may come to send it.
            spool();
        }
    }

    /** Records that the broker does not have yet. */
    int waiting() {
        return chain.size();
    }

    boolean isFull() {
        return enabled && chain.isFull();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                AuditRecorded next = next();
                if (next == null && chain.isEnding()) {
                    return;
                }
                if (next != null && !isSent(next)) {
                    spool();
                    if (chain.isEnding()) {
                        return;
                    }
                    Thread.sleep(TRY_AGAIN_MS);
                }
            } catch (InterruptedException ended) {
                return;
            } catch (RuntimeException unforeseen) {
                // Whatever it is: records that come later are to be sent.
                LOG.error("the audit trail goes on after a failure", unforeseen);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TRY_AGAIN_MS));
            }
        }
    }

    private AuditRecorded next() throws InterruptedException {
        if (left == null) {
            left = left();
        }
        return left == null || left.isEmpty() ? chain.oldest(left == null ? TRY_AGAIN_MS : 0) : left.peek();
    }

    /** What a process left that ended while the broker was away; another instance may send it too, which does no harm. */
    private Deque<AuditRecorded> left() {
        try {
            return new ArrayDeque<>(desk.left(service, chain.name()));
        } catch (RuntimeException failure) {
            LOG.debug("audit records of earlier processes wait for the store", failure);
            return null;
        }
    }

    private boolean isSent(AuditRecorded record) {
        try {
            broker.accept(record);
        } catch (FaultException failure) {
            if (!failure.fault().code().equals(EdgeFaults.EVENT_TOO_LARGE)) {
                LOG.debugf(
                        "an audit record is not sent yet: %s", failure.fault().code());
                return false;
            }
            // Cannot be: its texts are cut. The chain tells that it is missing.
            LOG.errorf("an audit record is too large: %s", record);
        } catch (CancellationException ended) {
            Thread.interrupted();
            return false;
        } catch (RuntimeException unforeseen) {
            LOG.warn("an audit record is not sent yet", unforeseen);
            return false;
        }
        forget(record);
        return true;
    }

    /** The broker has it. That this is noted may fail, on a full disk: then the record is sent twice after a restart, which does no harm. */
    private void forget(AuditRecorded record) {
        boolean own = record.chain().equals(chain.name());
        boolean last = own && chain.remove(record);
        if (!own) {
            left.remove(record);
        }
        try {
            if (!own) {
                desk.sent(record);
                return;
            }
            if (last || record.number() % HEAD_EVERY == 0) {
                desk.reached(record);
            }
            synchronized (spooling) {
                if (record.number() <= spooledUpTo) {
                    desk.unspool(record);
                }
            }
        } catch (RuntimeException failure) {
            LOG.debug("the end of the audit trail is not noted", failure);
        }
    }

    /** Writes down what waits, so that it outlives this process. @return how many could not be written down */
    private int spool() {
        synchronized (spooling) {
            try {
                for (AuditRecorded record : chain.after(spooledUpTo)) {
                    desk.spool(record);
                    spooledUpTo = record.number();
                }
            } catch (RuntimeException failure) {
                LOG.warnf("audit records wait in memory alone: %s", what(failure));
            }
            return chain.after(spooledUpTo).size();
        }
    }

    private static String what(RuntimeException failure) {
        return failure instanceof FaultException known
                ? known.fault().message()
                : failure.getClass().getSimpleName();
    }

    void close(@Observes ShutdownEvent ended) throws InterruptedException {
        if (enabled) {
            end();
        }
    }

    /**
     * What is not sent lies in the store, for the next start: written down before it is tried to send it, which may take longer than there is.
     *
     * @return how many records are lost, since neither took them
     */
    int end() throws InterruptedException {
        chain.end();
        spool();
        sender.join(ENDING_MS);
        int lost = spool();
        if (lost > 0) {
            LOG.errorf("%d audit records are lost: neither the broker nor the store takes them", lost);
        }
        return lost;
    }
}
