package org.e2enet.pacs.series;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.e2enet.contract.SeriesAccepted;
import org.e2enet.contract.SeriesRefused;
import org.e2enet.dicom.series.Verdict;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.records.EventSender;
import org.e2enet.edge.work.Lane;
import org.e2enet.edge.work.Lanes;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.pacs.archive.Archive;
import org.e2enet.pacs.archive.Archives;
import org.e2enet.pacs.archive.DicomJson;
import org.e2enet.pacs.archive.Orthanc;
import org.e2enet.pacs.archive.SeriesUids;
import org.e2enet.pacs.config.DicomConfig;
import org.e2enet.pacs.routing.Route;
import org.e2enet.pacs.routing.RouteTable;
import org.e2enet.pacs.routing.Routes;
import org.e2enet.pacs.routing.SeenSeries;
import org.e2enet.pacs.vault.Vault;
import org.e2enet.pacs.work.DueQueue;
import org.e2enet.pacs.work.Tries;
import org.e2enet.store.Sha256;
import org.jboss.logging.Logger;

/**
 * Looks at series that archives told of: routes them, and hands those over that a route takes. A sighting ends when the case is written
 * down; whatever stops it before, it is looked at again, to the same end. Thread safe.
 */
@Singleton
public final class SeriesIntake {
    private static final Logger LOG = Logger.getLogger(SeriesIntake.class);
    private static final Duration UNTIL_STABLE = Duration.ofSeconds(2);

    private final Sightings sightings;
    private final Cases cases;
    private final Archives archives;
    private final Routes routes;
    private final SeriesConversion conversion;
    private final EventSender events;
    private final MeterRegistry meters;
    private final Vault vault;
    private final DicomConfig config;
    private final Tries tries;
    private final Lane lane;
    private final DueQueue queue;

    @Inject
    SeriesIntake(
            Sightings sightings,
            Cases cases,
            Archives archives,
            Routes routes,
            SeriesConversion conversion,
            EventSender events,
            MeterRegistry meters,
            Vault vault,
            DicomConfig config,
            Tries tries,
            Lanes lanes) {
        this.sightings = sightings;
        this.cases = cases;
        this.archives = archives;
        this.routes = routes;
        this.conversion = conversion;
        this.events = events;
        this.meters = meters;
        this.vault = vault;
        this.config = config;
        this.tries = tries;
        this.lane = lanes.open("series", config.workers());
        this.queue = new DueQueue(lane, this::attempt);
        sightings.listen(sighting -> queue.add(sighting.id(), sighting.due()));
    }

    void start(@Observes StartupEvent started) {
        // After a start all is tried at once: what it waited for may be over.
        sightings.all().forEach(sighting -> queue.add(sighting.id(), Instant.now()));
        queue.start();
    }

    /** Something about the sighting's series that its refusal must say. */
    private record Looked(String key, SeriesUids uids, String instancesSha256, int instances, Route route) {}

    private Optional<Instant> attempt(String id) {
        Optional<Sighting> found = sightings.find(id);
        Optional<Archive> archive = found.flatMap(sighting -> archives.find(sighting.archive()));
        if (archive.isEmpty()) {
            found.ifPresent(sightings::end);
            return Optional.empty();
        }
        Sighting sighting = found.get();
        Looked[] looked = {null};
        try {
            Optional<Instant> later = look(sighting, archive.get(), looked);
            if (later.isEmpty()) {
                return sightings.end(sighting) ? Optional.empty() : Optional.of(Instant.now());
            }
            return Optional.of(sightings
                    .replace(sighting, sighting.incomplete(sighting.incompleteSince(), later.get()))
                    .due());
        } catch (FaultException failure) {
            lane.requireRunning();
            return stopped(sighting, looked[0], failure.fault());
        } catch (RuntimeException defect) {
            lane.requireRunning();
            LOG.errorf(defect, "series of sighting %s", id);
            return stopped(sighting, looked[0], EdgeFaults.unexpected("series"));
        }
    }

    /** Tries again, waits for slices, or refuses. */
    private Optional<Instant> stopped(Sighting sighting, Looked looked, Fault fault) {
        if (fault.code().equals(Verdict.MISSING_SLICES) && looked != null) {
            Instant since = Optional.ofNullable(sighting.incompleteSince()).orElseGet(Instant::now);
            Instant until = since.plus(config.incompletePatience());
            if (Instant.now().isBefore(until)) {
                return Optional.of(sightings
                        .replace(sighting, sighting.incomplete(since, until))
                        .due());
            }
        }
        // Before it is known what it is, a series is never given up: whatever fails then is not its own fault.
        Optional<Instant> again = looked == null
                ? Optional.of(tries.always(sighting.tried() + 1))
                : Tries.mayPass(fault) ? tries.next(sighting.tried() + 1) : Optional.empty();
        if (again.isPresent()) {
            count("waits", fault.code());
            LOG.infof("sighting %s is tried again: %s", sighting.id(), fault.code());
            return Optional.of(sightings
                    .replace(sighting, sighting.triedUntil(again.get()))
                    .due());
        }
        refuse(sighting, looked, fault);
        return sightings.end(sighting) ? Optional.empty() : Optional.of(Instant.now());
    }

    private void refuse(Sighting sighting, Looked looked, Fault fault) {
        events.sendWhenThere(new SeriesRefused(looked.key(), sighting.archive(), fault));
        cases.put(SeriesCase.refused(
                looked.key(),
                sighting.archive(),
                looked.uids(),
                looked.instancesSha256(),
                looked.instances(),
                looked.route(),
                fault));
        count("refused", fault.code());
        LOG.infof("series %s refused: %s", looked.key(), fault.code());
    }

    /** @return when to look again, or empty when the series is done with */
    private Optional<Instant> look(Sighting sighting, Archive archive, Looked[] looked) {
        Optional<SeriesUids> uids = Optional.ofNullable(sighting.uids());
        String instance = "";
        if (uids.isEmpty()) {
            Optional<Orthanc.Known> known = archive.orthanc().flatMap(orthanc -> orthanc.series(sighting.resource()));
            if (known.isPresent() && !known.get().stable()) {
                return Optional.of(Instant.now().plus(UNTIL_STABLE));
            }
            uids = known.map(Orthanc.Known::uids);
            instance = known.map(Orthanc.Known::instance).orElse("");
        }
        uids = uids.filter(SeriesUids::areValid);
        List<String> instances = uids.map(archive.web()::instances).orElse(List.of());
        if (instances.isEmpty() && uids.isPresent()) {
            // It may have been given to another study since it was told of.
            uids = archive.web().find(uids.get().series());
            instances = uids.map(archive.web()::instances).orElse(List.of());
        }
        if (instances.isEmpty()) {
            count("gone", "none");
            return Optional.empty();
        }
        String digest = digest(instances);
        String key = vault.key().pseudonym("series", archive.name(), uids.get().series(), digest);
        if (cases.find(key).isPresent()) {
            count("known", "none");
            return Optional.empty();
        }
        Optional<Route> route = route(archive, uids.get(), instances, instance);
        if (route.isEmpty()) {
            return Optional.empty();
        }
        looked[0] = new Looked(key, uids.get(), digest, instances.size(), route.get());
        handOver(archive, looked[0], instances);
        return Optional.empty();
    }

    private Optional<Route> route(Archive archive, SeriesUids uids, List<String> instances, String instance) {
        Optional<DicomJson> first = archive.web().attributes(uids, instances.getFirst());
        if (first.isEmpty()) {
            count("gone", "none");
            return Optional.empty();
        }
        RouteTable table = routes.table();
        String called = table.asksCalledAet() && !instance.isEmpty()
                ? archive.orthanc().map(orthanc -> orthanc.calledAet(instance)).orElse("")
                : "";
        SeenSeries seen = SeenSeries.of(first.get(), instances.size(), called);
        Optional<Route> route = table.first(seen);
        if (route.isEmpty()) {
            count(seen.isResult() ? "result" : "unrouted", "none");
        }
        return route;
    }

    private void handOver(Archive archive, Looked looked, List<String> instances) {
        SeriesConversion.Converted scan =
                conversion.handOver(archive, looked.key(), looked.uids(), instances, looked.route());
        events.send(new SeriesAccepted(
                looked.key(),
                archive.name(),
                looked.route().name(),
                scan.scanId(),
                looked.route().dataset(),
                looked.route().alias(),
                scan.slices(),
                scan.flags()));
        cases.put(SeriesCase.handedOver(
                looked.key(),
                archive.name(),
                looked.uids(),
                looked.instancesSha256(),
                looked.instances(),
                looked.route(),
                scan.scanId(),
                scan.flags()));
        count("accepted", "none");
        LOG.infof("series %s is scan %s", looked.key(), scan.scanId());
    }

    /** Of the identifiers of a series' instances. */
    public static String digest(List<String> instances) {
        return Sha256.of(String.join("\n", instances).getBytes(StandardCharsets.US_ASCII));
    }

    private void count(String outcome, String code) {
        meters.counter("e2enet.series", "outcome", outcome, "code", code).increment();
    }
}
