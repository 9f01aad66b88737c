package org.e2enet.pacs.results;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.e2enet.contract.Event;
import org.e2enet.contract.ResultDelivered;
import org.e2enet.contract.ResultUndelivered;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.records.EventSender;
import org.e2enet.edge.work.Lane;
import org.e2enet.edge.work.Lanes;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.pacs.series.Cases;
import org.e2enet.pacs.series.Delivery;
import org.e2enet.pacs.series.SeriesCase;
import org.e2enet.pacs.vault.Outlines;
import org.e2enet.pacs.work.DueQueue;
import org.e2enet.pacs.work.Tries;
import org.jboss.logging.Logger;

/**
 * Delivers results, each place on a lane of its own, so that one that does not answer holds no other up. A delivery that is interrupted
 * is done again, to the same bytes. Thread safe.
 */
@Singleton
public final class Deliveries {
    private static final Logger LOG = Logger.getLogger(Deliveries.class);
    private static final double MILLIS = 1e3;

    private final Cases cases;
    private final Transport transport;
    private final Outlines outlines;
    private final EventSender events;
    private final MeterRegistry meters;
    private final Tries tries;
    private final Lanes lanes;
    private final Map<String, DueQueue> places = new ConcurrentHashMap<>();

    @Inject
    Deliveries(
            Cases cases,
            Transport transport,
            Outlines outlines,
            EventSender events,
            MeterRegistry meters,
            Tries tries,
            Lanes lanes) {
        this.cases = cases;
        this.transport = transport;
        this.outlines = outlines;
        this.events = events;
        this.meters = meters;
        this.tries = tries;
        this.lanes = lanes;
        cases.listen(this::written);
    }

    void start(@Observes StartupEvent started) {
        // What was on its way when the service ended; of one that ended between the last delivery and tidying up, the
        // outline.
        cases.keys().forEach(key -> cases.find(key).ifPresent(this::written));
    }

    private void written(SeriesCase now) {
        if (now.state() == SeriesCase.State.DELIVERING) {
            now.deliveries().stream()
                    .filter(delivery -> delivery.state() == Delivery.State.PENDING)
                    .filter(delivery -> isArchive(delivery, now) || !awaitsArchive(now, delivery))
                    .forEach(delivery -> place(now, delivery).add(now.key(), delivery.due()));
        } else if (now.state() == SeriesCase.State.DELIVERED || now.state() == SeriesCase.State.REFUSED) {
            outlines.remove(now.key());
        }
    }

    private static boolean isArchive(Delivery delivery, SeriesCase of) {
        return delivery.destination().equals(of.archive());
    }

    /** What is to be sent on must be in the archive first. */
    private static boolean awaitsArchive(SeriesCase of, Delivery delivery) {
        return archived(of, delivery)
                .filter(one -> one.state() == Delivery.State.PENDING)
                .isPresent();
    }

    private static Optional<Delivery> archived(SeriesCase of, Delivery delivery) {
        return of.deliveries().stream()
                .filter(one -> isArchive(one, of) && one.kind() == delivery.kind())
                .findFirst();
    }

    private DueQueue place(SeriesCase of, Delivery delivery) {
        String destination = delivery.destination();
        return places.computeIfAbsent(of.archive() + "/" + destination, name -> {
            Lane lane = lanes.open("deliver-" + name, 1);
            DueQueue queue = new DueQueue(lane, key -> attempt(destination, key, lane));
            queue.start();
            return queue;
        });
    }

    private Optional<Instant> attempt(String destination, String key, Lane lane) {
        List<Delivery> pending = cases.find(key).map(SeriesCase::deliveries).orElse(List.of()).stream()
                .filter(delivery -> delivery.destination().equals(destination))
                .filter(delivery -> delivery.state() == Delivery.State.PENDING)
                .toList();
        for (Delivery delivery : pending) {
            Optional<Instant> again = cases.find(key).flatMap(of -> attempt(of, delivery, lane));
            if (again.isPresent()) {
                return again;
            }
        }
        return Optional.empty();
    }

    private Optional<Instant> attempt(SeriesCase of, Delivery delivery, Lane lane) {
        try {
            Optional<Fault> notArchived = archived(of, delivery)
                    .filter(one -> one.state() == Delivery.State.GIVEN_UP)
                    .map(Delivery::fault);
            if (notArchived.isPresent()) {
                return failed(of, delivery, notArchived.get(), true);
            }
            if (awaitsArchive(of, delivery) && !isArchive(delivery, of)) {
                return Optional.empty();
            }
            long bytes = transport.deliver(of, delivery, lane);
            double seconds =
                    (System.currentTimeMillis() - of.prediction().predicted().toEpochMilli()) / MILLIS;
            events.send(new ResultDelivered(
                    of.key(),
                    of.scanId(),
                    of.prediction().predictionId(),
                    delivery.destination(),
                    delivery.kind().name(),
                    bytes,
                    delivery.tried() + 1,
                    seconds));
            count("delivered", "none");
            LOG.infof("result of series %s is in %s as %s", of.key(), delivery.destination(), delivery.kind());
            cases.update(of.key(), now -> now.with(delivery.done()));
            return Optional.empty();
        } catch (FaultException failure) {
            lane.requireRunning();
            return failed(of, delivery, failure.fault(), !Tries.mayPass(failure.fault()));
        } catch (RuntimeException defect) {
            lane.requireRunning();
            LOG.errorf(defect, "result of series %s", of.key());
            return failed(of, delivery, EdgeFaults.unexpected("delivery"), false);
        }
    }

    private Optional<Instant> failed(SeriesCase of, Delivery delivery, Fault fault, boolean forGood) {
        Optional<Instant> again = forGood ? Optional.empty() : tries.next(delivery.tried() + 1);
        Delivery after = delivery.failed(fault, again);
        if (again.isEmpty()) {
            Event undelivered = new ResultUndelivered(
                    of.key(),
                    of.scanId(),
                    of.prediction().predictionId(),
                    delivery.destination(),
                    delivery.kind().name(),
                    after.tried(),
                    fault);
            events.sendWhenThere(undelivered);
        }
        count(again.isEmpty() ? "undelivered" : "waits", fault.code());
        LOG.infof(
                "result of series %s %s: %s",
                of.key(), again.isEmpty() ? "is given up" : "is tried again", fault.code());
        cases.update(of.key(), now -> now.with(after));
        return again;
    }

    private void count(String outcome, String code) {
        meters.counter("e2enet.results", "outcome", outcome, "code", code).increment();
    }
}
