package org.e2enet.console.scans;

import java.time.Instant;
import java.util.List;
import org.e2enet.catalogue.ScanStanding;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.ScanRejected;
import org.e2enet.contract.Size3;
import org.e2enet.faults.Fault;

/**
 * A scan in a list.
 *
 * @param state {@code received}, {@code normalized} or {@code rejected}
 * @param voxels sizes of the normalised image [d, h, w]
 * @param spacingMm of the normalised image [d, h, w]
 * @param fault why it was rejected
 * @param predictions how many are finished
 */
public record ScanRow(
        String scanId,
        String dataset,
        String state,
        boolean labelled,
        Instant receivedAt,
        List<Integer> voxels,
        List<Double> spacingMm,
        List<String> flags,
        Fault fault,
        long predictions) {
    static ScanRow of(ScanStanding standing, long predictions) {
        ScanReceived received = standing.received().orElse(null);
        ScanNormalized normalized = standing.normalized().orElse(null);
        ScanRejected rejected = standing.rejected().orElse(null);
        Size3 extent = normalized == null ? null : normalized.geometry().extent();
        return new ScanRow(
                standing.scanId(),
                normalized != null ? normalized.dataset() : received != null ? received.dataset() : rejected.dataset(),
                standing.state(),
                normalized != null ? normalized.labels() != null : received != null && received.labels() != null,
                received == null ? null : received.receivedAt(),
                extent == null ? null : List.of(extent.depth(), extent.height(), extent.width()),
                normalized == null ? null : normalized.geometry().spacingMm().toList(),
                normalized == null ? List.of() : normalized.flags(),
                rejected == null ? null : rejected.fault(),
                predictions);
    }
}
