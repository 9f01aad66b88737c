package org.e2enet.ingest.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.edge.records.Surroundings;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.ingest.config.IngestConfig;
import org.e2enet.ingest.datasets.KnownDatasets;
import org.e2enet.ingest.problem.IngestFaults;
import org.e2enet.ingest.status.ScanStatus;
import org.e2enet.ingest.status.ScanStatuses;
import org.e2enet.ingest.upload.ScanDoor;
import org.jboss.logging.Logger;

/**
 * Watches the inbox. An entry that is whole comes in; it stays where it is until its scans are normalised or rejected, and is moved to
 * {@code done} or {@code failed} then. A service that ends in between takes it once more at its next start: the same files are the same
 * scan. So does one whose broker or store is away meanwhile: that is no judgement of the entry. Names of entries may be patients': they stand in no log.
 */
@Singleton
final class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class);
    /** As readiness names it while it waits. */
    private static final String STAGE = "ingest.inbox";

    private final Optional<Path> folder;
    private final Duration poll;
    private final Duration settle;
    private final EntryScans entries;
    private final KnownDatasets datasets;
    private final ScanDoor door;
    private final ScanStatuses statuses;
    private final Surroundings surroundings;
    private final MeterRegistry meters;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().name("inbox").daemon().unstarted(work));

    /** How entries looked in the last round. */
    private final Map<Path, InboxEntry.State> seen = new HashMap<>();

    /** Entries that came in and whose scans are in work. */
    private final Map<Path, Taken> taken = new HashMap<>();

    /** Kinds of failures in the last round. */
    private Set<String> troubles = Set.of();

    /** What came of an entry. */
    private record Taken(InboxEntry entry, List<String> scanIds, List<Fault> faults) {}

    @Inject
    Inbox(
            IngestConfig config,
            EntryScans entries,
            KnownDatasets datasets,
            ScanDoor door,
            ScanStatuses statuses,
            Surroundings surroundings,
            MeterRegistry meters) {
        this.folder = config.inbox();
        this.poll = config.inboxPoll();
        this.settle = config.inboxSettle();
        this.entries = entries;
        this.datasets = datasets;
        this.door = door;
        this.statuses = statuses;
        this.surroundings = surroundings;
        this.meters = meters;
    }

    void start(@Observes StartupEvent start) {
        if (folder.isPresent()) {
            clock.scheduleWithFixedDelay(this::round, 0, poll.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
    }

    private void round() {
        Set<String> now = new TreeSet<>();
        apart(now, () -> look(folder.orElseThrow(), now));
        // Told when it changes: it may last for days, and a round takes seconds.
        if (!now.equals(troubles)) {
            now.forEach(trouble -> LOG.warn(IngestFaults.inbox(trouble).message()));
        }
        troubles = now;
    }

    private void look(Path inbox, Set<String> trouble) throws IOException {
        Files.createDirectories(inbox);
        List<InboxEntry> there = new ArrayList<>();
        try (Stream<Path> folders = Files.list(inbox)) {
            for (Path dataset : folders.filter(Files::isDirectory).toList()) {
                if (!Outcome.isFolder(dataset)) {
                    apart(trouble, () -> there.addAll(InboxEntry.in(dataset)));
                }
            }
        }
        seen.keySet().retainAll(there.stream().map(InboxEntry::path).toList());
        taken.keySet().retainAll(seen.keySet());
        takeWhole(there, trouble);
        for (Taken one : List.copyOf(taken.values())) {
            apart(trouble, () -> end(inbox, one));
        }
    }

    /** Takes what is whole; where the surroundings keep it from that, all stays where it is until a later round. */
    private void takeWhole(List<InboxEntry> there, Set<String> trouble) {
        for (InboxEntry entry : there) {
            if (taken.containsKey(entry.path()) || EntryScans.isVoxels(entry.path())) {
                continue;
            }
            apart(trouble, () -> {
                if (isWhole(entry)) {
                    taken.put(entry.path(), take(entry));
                }
            });
            Optional<Fault> lacking =
                    Optional.ofNullable(taken.get(entry.path())).flatMap(this::lacking);
            if (lacking.isPresent()) {
                taken.remove(entry.path());
                surroundings.waitsFor(STAGE, lacking.get());
                return;
            }
        }
        surroundings.goesOn(STAGE);
    }

    private Optional<Fault> lacking(Taken one) {
        return one.faults().stream()
                .flatMap(fault -> surroundings.lacking(fault).stream())
                .findFirst();
    }

    private interface Work {
        void run() throws IOException;
    }

    /** What fails with one entry stops no other. Names may be in messages: only the kind of failure is told. */
    private static void apart(Set<String> trouble, Work work) {
        try {
            work.run();
        } catch (IOException | RuntimeException failure) {
            trouble.add(kind(failure));
        }
    }

    private static String kind(Exception failure) {
        Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        return cause.getClass().getSimpleName();
    }

    /** Whether nothing of it changed since the last round, nor for the time to settle. */
    private boolean isWhole(InboxEntry entry) throws IOException {
        InboxEntry.State now = entry.state();
        boolean same = now.equals(seen.put(entry.path(), now));
        return same
                && !now.unfinished()
                && !now.files().isEmpty()
                && System.currentTimeMillis() - now.latestMillis() >= settle.toMillis();
    }

    private Taken take(InboxEntry entry) {
        List<String> scanIds = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        try {
            DatasetDefinition definition = datasets.require(entry.dataset());
            entries.each(
                    entry,
                    files ->
                            scanIds.add(door.take(() -> definition, () -> files).scanId()),
                    refused -> faults.add(refused.fault()));
        } catch (FaultException refused) {
            faults.add(refused.fault());
        } catch (IOException | RuntimeException unexpected) {
            LOG.warnf("an entry of the inbox could not be read: %s", kind(unexpected));
            faults.add(IngestFaults.unreadableEntry(kind(unexpected)));
        }
        return new Taken(entry, scanIds, faults);
    }

    private void end(Path inbox, Taken one) throws IOException {
        List<Fault> faults = new ArrayList<>(one.faults());
        for (String scanId : one.scanIds()) {
            Optional<ScanStatus> status = statuses.find(scanId);
            if (status.filter(known -> known.status() == ScanStatus.Stage.RECEIVED)
                    .isPresent()) {
                return;
            }
            status.map(ScanStatus::fault).ifPresent(faults::add);
        }
        Outcome outcome = faults.isEmpty() ? Outcome.DONE : Outcome.FAILED;
        outcome.move(inbox, one.entry(), faults);
        taken.remove(one.entry().path());
        meters.counter("e2enet.inbox.entries", "outcome", outcome.text()).increment();
        LOG.infof(
                "an entry of the inbox is %s: %d scans, %s",
                outcome.text(),
                one.scanIds().size(),
                faults.stream().map(Fault::code).toList());
    }
}
