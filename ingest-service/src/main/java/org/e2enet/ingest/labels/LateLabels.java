package org.e2enet.ingest.labels;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.ScanDeletion;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.records.EventSender;
import org.e2enet.faults.FaultException;
import org.e2enet.ingest.config.IngestConfig;
import org.e2enet.ingest.datasets.KnownDatasets;
import org.e2enet.ingest.normalize.ScanWorkshop;
import org.e2enet.ingest.problem.IngestFaults;
import org.e2enet.ingest.status.ScanStatus;
import org.e2enet.ingest.status.ScanStatuses;
import org.e2enet.store.ObjectStore;

/**
 * Takes labels in for a scan that is there. The scan is prepared with them before anything is changed, so labels that do not fit are
 * refused and the scan stays as it was; then it is announced as normalised again, which has its predictions scored. Thread safe.
 */
@Singleton
final class LateLabels {
    private final Catalogue catalogue;
    private final KnownDatasets datasets;
    private final ObjectStore objects;
    private final ScanDeletion deletion;
    private final ScanWorkshop workshop;
    private final ScanStatuses statuses;
    private final EventSender events;
    private final long limitBytes;

    @Inject
    LateLabels(
            Catalogue catalogue,
            KnownDatasets datasets,
            ObjectStore objects,
            ScanDeletion deletion,
            ScanWorkshop workshop,
            ScanStatuses statuses,
            EventSender events,
            IngestConfig config) {
        this.catalogue = catalogue;
        this.datasets = datasets;
        this.objects = objects;
        this.deletion = deletion;
        this.workshop = workshop;
        this.statuses = statuses;
        this.events = events;
        this.limitBytes = config.uploadLimit().asLongValue();
    }

    /** @throws FaultException {@code ING-102} for no such scan; {@code IMG-…}, {@code ING-109} for labels that do not fit it */
    ScanStatus put(String scanId, Path file) {
        deletion.resume(scanId);
        ScanReceived received = catalogue
                .scans()
                .received()
                .findReadable(scanId)
                .orElseThrow(() -> IngestFaults.unknownScan(scanId).exception());
        ObjectRef labels = store(file);
        ScanReceived labelled = received.labelled(labels);
        ScanNormalized normalized = prepare(labelled);
        catalogue.scans().addTruth(scanId, labels);
        catalogue.scans().put(labelled);
        if (!catalogue.scans().put(normalized)) {
            deletion.discard(List.of(labels, normalized.normalized()));
            throw IngestFaults.unknownScan(scanId).exception();
        }
        events.send(normalized);
        return statuses.find(scanId)
                .orElseThrow(() -> IngestFaults.unknownScan(scanId).exception());
    }

    private ScanNormalized prepare(ScanReceived labelled) {
        DatasetDefinition definition = datasets.require(labelled.dataset());
        Preparation wanted = labelled.preparation() != null ? labelled.preparation() : definition.preparation();
        try {
            return workshop.normalize(labelled, wanted, definition);
        } catch (FaultException refused) {
            deletion.discard(List.of(labelled.labels()));
            throw refused;
        } catch (OutOfMemoryError failure) {
            throw IngestFaults.outOfMemory(labelled.scanId()).exception(failure);
        }
    }

    private ObjectRef store(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return objects.put(in, "application/octet-stream", limitBytes);
        } catch (IOException failure) {
            throw EdgeFaults.unexpected("uploaded file").exception(failure);
        }
    }
}
