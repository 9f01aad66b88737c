package org.e2enet.ingest.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.ScanStanding;
import org.e2enet.catalogue.Scans;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.ScanRejected;
import org.e2enet.contract.Size3;
import org.e2enet.ingest.status.ScanStatus.Stage;

/** Where scans stand; of a torn document the one before it counts. Thread safe. */
@Singleton
public final class ScanStatuses {
    private final Scans scans;

    @Inject
    ScanStatuses(Catalogue catalogue) {
        this.scans = catalogue.scans();
    }

    public Optional<ScanStatus> find(String scanId) {
        return scans.standing(scanId).map(this::of);
    }

    private ScanStatus of(ScanStanding standing) {
        return standing.normalized()
                .map(ScanStatuses::of)
                .or(() -> standing.rejected().map(this::of))
                .orElseGet(() -> of(standing.received().orElseThrow()));
    }

    private static ScanStatus of(ScanNormalized scan) {
        Size3 extent = scan.geometry().extent();
        return new ScanStatus(
                scan.scanId(),
                scan.dataset(),
                Stage.NORMALIZED,
                scan.labels() != null,
                List.of(extent.depth(), extent.height(), extent.width()),
                scan.geometry().spacingMm().toList(),
                null,
                scan.flags(),
                scan.preparation() == null ? null : scan.preparation().sha256(),
                scan.subject());
    }

    private ScanStatus of(ScanRejected scan) {
        boolean labelled = scans.received()
                .find(scan.scanId())
                .map(received -> received.labels() != null)
                .orElse(false);
        return new ScanStatus(
                scan.scanId(), scan.dataset(), Stage.REJECTED, labelled, null, null, scan.fault(), null, null, null);
    }

    private static ScanStatus of(ScanReceived scan) {
        return new ScanStatus(
                scan.scanId(),
                scan.dataset(),
                Stage.RECEIVED,
                scan.labels() != null,
                null,
                null,
                null,
                null,
                null,
                scan.subject());
    }
}
