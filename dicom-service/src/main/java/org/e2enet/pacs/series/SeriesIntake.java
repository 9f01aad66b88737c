package org.e2enet.pacs.series;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.e2enet.contract.SeriesAccepted;
import org.e2enet.contract.SeriesRefused;
import org.e2enet.dicom.series.Verdict;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.records.EventSender;
import org.e2enet.edge.work.Lane;
import org.e2enet.edge.work.Lanes;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.Geometry;
import org.e2enet.pacs.archive.Archive;
import org.e2enet.pacs.archive.Archives;
import org.e2enet.pacs.config.DicomConfig;
import org.e2enet.pacs.work.DueQueue;
import org.e2enet.pacs.work.Tries;
import org.jboss.logging.Logger;

/**
 * Looks at series that archives told of: routes them, and hands those over that a route takes. A sighting ends when the case is written
 * down; whatever stops it before, it is looked at again, to the same end. Thread safe.
 */
@Singleton
public final class SeriesIntake {
    private static final Logger LOG = Logger.getLogger(SeriesIntake.class);

    /** What may be over when the rest of a series has come. */
    private static final Set<String> INCOMPLETE = Set.of(Verdict.MISSING_SLICES, Geometry.OTHER_GRID);

    private final Sightings sightings;
    private final Cases cases;
    private final Archives archives;
    private final SeriesLook look;
    private final SeriesConversion conversion;
    private final EventSender events;
    private final MeterRegistry meters;
    private final DicomConfig config;
    private final Tries tries;
    private final Lane lane;
    private final DueQueue queue;

    @Inject
    SeriesIntake(
            Sightings sightings,
            Cases cases,
            Archives archives,
            SeriesLook look,
            SeriesConversion conversion,
            EventSender events,
            MeterRegistry meters,
            DicomConfig config,
            Tries tries,
            Lanes lanes) {
        this.sightings = sightings;
        this.cases = cases;
        this.archives = archives;
        this.look = look;
        this.conversion = conversion;
        this.events = events;
        this.meters = meters;
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

    private Optional<Instant> attempt(String id) {
        Optional<Sighting> found = sightings.find(id);
        Optional<Archive> archive = found.flatMap(sighting -> archives.find(sighting.archive()));
        if (archive.isEmpty()) {
            found.ifPresent(sightings::end);
            return Optional.empty();
        }
        Sighting sighting = found.get();
        Looked.Taken[] taken = {null};
        try {
            Optional<Instant> later = look(sighting, archive.get(), taken);
            if (later.isEmpty()) {
                return sightings.end(sighting) ? Optional.empty() : Optional.of(Instant.now());
            }
            return Optional.of(sightings
                    .replace(sighting, sighting.incomplete(sighting.incompleteSince(), later.get()))
                    .due());
        } catch (FaultException failure) {
            lane.requireRunning();
            return stopped(sighting, taken[0], failure.fault());
        } catch (RuntimeException defect) {
            lane.requireRunning();
            LOG.errorf(defect, "series of sighting %s", id);
            return stopped(sighting, taken[0], EdgeFaults.unexpected("series"));
        }
    }

    /** Tries again, waits for slices, or refuses. */
    private Optional<Instant> stopped(Sighting sighting, Looked.Taken taken, Fault fault) {
        if (INCOMPLETE.contains(fault.code()) && taken != null) {
            Instant since = Optional.ofNullable(sighting.incompleteSince()).orElseGet(Instant::now);
            Instant until = since.plus(config.incompletePatience());
            if (Instant.now().isBefore(until)) {
                return Optional.of(sightings
                        .replace(sighting, sighting.incomplete(since, until))
                        .due());
            }
        }
        // Before it is known what it is, a series is never given up: whatever fails then is not its own fault.
        Optional<Instant> again = taken == null
                ? Optional.of(tries.always(sighting.tried() + 1))
                : Tries.mayPass(fault) ? tries.next(sighting.tried() + 1) : Optional.empty();
        if (again.isPresent()) {
            count("waits", fault.code());
            LOG.infof("sighting %s is tried again: %s", sighting.id(), fault.code());
            return Optional.of(sightings
                    .replace(sighting, sighting.triedUntil(again.get()))
                    .due());
        }
        refuse(sighting, taken, fault);
        return sightings.end(sighting) ? Optional.empty() : Optional.of(Instant.now());
    }

    private void refuse(Sighting sighting, Looked.Taken taken, Fault fault) {
        events.sendWhenThere(new SeriesRefused(taken.key(), sighting.archive(), fault));
        cases.put(SeriesCase.refused(
                taken.key(),
                sighting.archive(),
                taken.first().uids(),
                taken.first().digest(),
                taken.instances(),
                taken.route(),
                fault));
        count("refused", fault.code());
        LOG.infof("series %s refused: %s", taken.key(), fault.code());
    }

    /** @return when to look again, or empty when the series is done with */
    private Optional<Instant> look(Sighting sighting, Archive archive, Looked.Taken[] found) {
        return switch (look.at(sighting, archive)) {
            case Looked.Later later -> Optional.of(later.due());
            case Looked.PassedOver passed -> {
                count(passed.outcome(), "none");
                yield Optional.empty();
            }
            case Looked.Taken taken -> {
                found[0] = taken;
                taken.problem().ifPresent(problem -> {
                    throw problem.exception();
                });
                handOver(archive, taken);
                yield Optional.empty();
            }
        };
    }

    private void handOver(Archive archive, Looked.Taken taken) {
        SeriesConversion.Converted scan = conversion.handOver(archive, taken);
        events.send(new SeriesAccepted(
                taken.key(),
                archive.name(),
                taken.route().name(),
                scan.scanId(),
                taken.route().dataset(),
                taken.route().alias(),
                scan.slices(),
                scan.flags()));
        cases.put(SeriesCase.handedOver(
                taken.key(),
                archive.name(),
                taken.first().uids(),
                taken.first().digest(),
                taken.instances(),
                taken.route(),
                scan.scanId(),
                scan.flags()));
        count("accepted", "none");
        LOG.infof("series %s is scan %s", taken.key(), scan.scanId());
    }

    /** Of the identifiers of a series' instances. */
    public static String digest(List<String> instances) {
        return Channel.digest(instances);
    }

    private void count(String outcome, String code) {
        meters.counter("e2enet.series", "outcome", outcome, "code", code).increment();
    }
}
