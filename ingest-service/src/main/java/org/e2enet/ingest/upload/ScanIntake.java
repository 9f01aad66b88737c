package org.e2enet.ingest.upload;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.ScanDeletion;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.records.EventSender;
import org.e2enet.ingest.config.IngestConfig;
import org.e2enet.ingest.status.ScanStatus;
import org.e2enet.ingest.status.ScanStatuses;
import org.e2enet.store.ObjectStore;

/**
 * Takes scans in: files into the store, then a document, then the event. Each step can be repeated, so a caller who got no
 * answer sends the scan again. Thread safe.
 */
@Singleton
final class ScanIntake {
    private static final byte GZIP_FIRST_BYTE = 0x1f;

    private final ObjectStore objects;
    private final Catalogue catalogue;
    private final ScanDeletion deletion;
    private final ScanStatuses statuses;
    private final EventSender events;
    private final long limitBytes;
    private final Announcements announcements = new Announcements();

    @Inject
    ScanIntake(
            ObjectStore objects,
            Catalogue catalogue,
            ScanDeletion deletion,
            ScanStatuses statuses,
            EventSender events,
            IngestConfig config) {
        this.objects = objects;
        this.catalogue = catalogue;
        this.deletion = deletion;
        this.statuses = statuses;
        this.events = events;
        this.limitBytes = config.uploadLimit().asLongValue();
    }

    /** Stores and announces a scan; one that is normalised as its data set wants it is not worked on again. */
    Receipt take(DatasetDefinition definition, ScanFiles files) {
        String dataset = definition.name();
        long arrived = System.nanoTime();
        List<ObjectRef> images = files.images().stream().map(this::store).toList();
        ObjectRef labels = files.labels() == null ? null : store(files.labels());
        String scanId = ScanIds.of(dataset, images, labels);
        deletion.resume(scanId);
        Optional<ScanStatus> known = statuses.find(scanId);
        if (known.isPresent()
                && known.get().status() == ScanStatus.Stage.NORMALIZED
                && isReady(scanId, definition, files.subject())) {
            if (files.predictWith() != null) {
                announcements.once(
                        scanId + " " + files.predictWith(),
                        arrived,
                        () -> events.send(new PredictionRequested(scanId, files.predictWith())));
            }
            return Receipt.duplicate(known.get());
        }
        catalogue.datasets().add(dataset, scanId);
        ScanReceived event = new ScanReceived(
                scanId,
                dataset,
                images,
                labels,
                files.predictWith(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                definition.preparation(),
                files.subject());
        catalogue.scans().put(event);
        storeAgainIfRemoved(files, images, labels);
        // One that is in work already needs no second event; one that was rejected does, its data set may have been
        // mended.
        boolean inWork = known.isPresent() && known.get().status() == ScanStatus.Stage.RECEIVED;
        announcements.once(
                scanId + " received " + files.predictWith(),
                inWork ? Announcements.recently() : arrived,
                () -> events.send(event));
        return known.filter(status -> status.status() != ScanStatus.Stage.NORMALIZED
                        || preparedSo(scanId, definition).isPresent())
                .map(Receipt::duplicate)
                .orElseGet(() -> Receipt.received(scanId, dataset));
    }

    /** A document counts only with its tensor, and as its data set is today: else the scan is worked on again. */
    private boolean isReady(String scanId, DatasetDefinition definition, String subject) {
        return preparedSo(scanId, definition)
                .filter(scan -> isOf(subject, scan))
                .filter(scan -> objects.isIntact(scan.normalized()))
                .isPresent();
    }

    /** Whether what is known of the person says what this upload says. */
    private static boolean isOf(String subject, ScanNormalized scan) {
        return subject == null || subject.equals(scan.subject());
    }

    private Optional<ScanNormalized> preparedSo(String scanId, DatasetDefinition definition) {
        return catalogue.scans().normalized().findReadable(scanId).filter(scan -> definition
                .preparation()
                .isMetBy(scan.preparedAs(definition)));
    }

    /** Between file and document the deletion of another scan with the same file may have removed it; from now on it is wanted. */
    private void storeAgainIfRemoved(ScanFiles files, List<ObjectRef> images, ObjectRef labels) {
        for (int i = 0; i < images.size(); i++) {
            if (!objects.contains(images.get(i))) {
                store(files.images().get(i));
            }
        }
        if (labels != null && !objects.contains(labels)) {
            store(files.labels());
        }
    }

    private ObjectRef store(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return objects.put(in, mediaType(file), limitBytes);
        } catch (IOException failure) {
            throw EdgeFaults.unexpected("uploaded file").exception(failure);
        }
    }

    private static String mediaType(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == GZIP_FIRST_BYTE ? "application/gzip" : "application/octet-stream";
        }
    }
}
