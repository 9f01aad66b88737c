package org.e2enet.ingest.normalize;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.ScanDeletion;
import org.e2enet.catalogue.Scans;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.ScanRejected;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.edge.records.EventSender;
import org.e2enet.edge.records.RecordWork;
import org.e2enet.edge.work.Lane;
import org.e2enet.faults.Fault;
import org.e2enet.faults.Pseudonym;
import org.e2enet.ingest.datasets.KnownDatasets;
import org.e2enet.ingest.problem.IngestFaults;
import org.e2enet.store.ObjectStore;
import org.jboss.logging.Logger;

/**
 * Brings a received scan to its end, normalised or rejected: document first, then event. A scan delivered again finds its
 * document and is announced again without being computed. Thread safe.
 */
@Singleton
final class ScanNormalization implements RecordWork<ScanReceived> {
    private static final Logger LOG = Logger.getLogger(ScanNormalization.class);

    /** Processes that a scan may end before it is taken for the cause. */
    static final int MOST_ATTEMPTS = 3;

    private final Scans scans;
    private final KnownDatasets datasets;
    private final ObjectStore objects;
    private final ScanDeletion deletion;
    private final ScanWorkshop workshop;
    private final EventSender events;
    private final ScanMeters meters;

    @Inject
    ScanNormalization(
            Catalogue catalogue,
            KnownDatasets datasets,
            ObjectStore objects,
            ScanDeletion deletion,
            ScanWorkshop workshop,
            EventSender events,
            ScanMeters meters) {
        this.scans = catalogue.scans();
        this.datasets = datasets;
        this.objects = objects;
        this.deletion = deletion;
        this.workshop = workshop;
        this.events = events;
        this.meters = meters;
    }

    @Override
    public void handle(ScanReceived record, Lane lane) {
        if (!scans.isWanted(record.scanId())) {
            forget(record.scanId());
            return;
        }
        ScanReceived received = scans.withTruth(record);
        DatasetDefinition definition = datasets.require(received.dataset());
        Preparation wanted = wanted(received, definition);
        // A document counts only with its tensor: where that is lost or damaged, it is made again.
        Optional<ScanNormalized> done = scans.normalized()
                .findReadable(received.scanId())
                .filter(scan -> wanted.isMetBy(scan.preparedAs(definition)))
                .filter(scan -> received.subject() == null || received.subject().equals(scan.subject()))
                .filter(scan -> objects.isIntact(scan.normalized()));
        if (done.isPresent()) {
            announce(received, done.get());
            return;
        }
        int begun = scans.begin(received.scanId());
        if (begun > MOST_ATTEMPTS) {
            // Stays counted until the scan is sent again: its record may come once more.
            throw IngestFaults.endedTheService(received.scanId(), begun - 1).exception();
        }
        long start = System.nanoTime();
        ScanNormalized normalized;
        try {
            normalized = normalize(received, wanted, definition);
        } finally {
            scans.end(received.scanId());
        }
        if (!scans.put(normalized)) {
            deletion.discard(List.of(normalized.normalized()));
            forget(received.scanId());
            return;
        }
        meters.count("normalized", "none");
        meters.countFlags(normalized.flags());
        announce(received, normalized);
        LOG.infof(
                "scan %s normalised to %s in %d ms",
                Pseudonym.of(received.scanId()),
                normalized.geometry().extent(),
                (System.nanoTime() - start) / 1_000_000);
    }

    /**
     * A bad scan is rejected, its originals kept; what another scan would meet as well is no answer to this one. One that ended the
     * service time and again is rejected, and its record kept as a dead letter.
     */
    @Override
    public boolean answer(ScanReceived received, Fault fault) {
        boolean deadly = fault.code().equals(IngestFaults.ENDED_THE_SERVICE);
        if (!deadly && !isOfTheScan(fault)) {
            return false;
        }
        reject(received, fault);
        return !deadly;
    }

    private ScanNormalized normalize(ScanReceived received, Preparation wanted, DatasetDefinition definition) {
        try {
            return workshop.normalize(received, wanted, definition);
        } catch (OutOfMemoryError failure) {
            throw IngestFaults.outOfMemory(received.scanId()).exception(failure);
        }
    }

    /** What was asked for when the scan came in; a record of an older service does not say. */
    private Preparation wanted(ScanReceived received, DatasetDefinition definition) {
        // A record that is delivered late must not take back what a later upload of the scan asked for.
        Preparation latest = scans.received()
                .findReadable(received.scanId())
                .orElse(received)
                .preparation();
        return latest != null ? latest : definition.preparation();
    }

    private void announce(ScanReceived received, ScanNormalized normalized) {
        events.send(normalized);
        if (received.predictWith() != null) {
            events.send(new PredictionRequested(received.scanId(), received.predictWith()));
        }
    }

    /** Its record was late, or its deletion faster than the work. */
    private void forget(String scanId) {
        meters.count("deleted", "none");
        LOG.infof("scan %s was deleted: its record has no effect", Pseudonym.of(scanId));
    }

    private void reject(ScanReceived received, Fault fault) {
        List<ObjectRef> originals = new ArrayList<>(received.images());
        if (received.labels() != null) {
            originals.add(received.labels());
        }
        ScanRejected rejected = new ScanRejected(received.scanId(), received.dataset(), fault, originals);
        if (!scans.put(rejected)) {
            forget(received.scanId());
            return;
        }
        events.send(rejected);
        meters.count("rejected", fault.code());
        LOG.warnf("scan %s rejected: %s", Pseudonym.of(received.scanId()), fault.message());
    }

    /** Whether another scan could fare better: faults of the image, or of how it fits its data set. */
    private static boolean isOfTheScan(Fault fault) {
        return fault.code().startsWith("IMG-")
                || fault.code().startsWith("ING-1")
                || fault.code().equals(IngestFaults.OUT_OF_MEMORY);
    }
}
