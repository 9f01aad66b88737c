package org.e2enet.ingest.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.e2enet.faults.Fault;
import org.e2enet.ingest.status.ScanStatus;

/**
 * Answer to an upload.
 *
 * @param status where the scan stands: of a duplicate, as it was before this upload
 * @param duplicate whether the same files were there already; a rejected or unfinished scan is then worked on again
 * @param fault why a duplicate was rejected before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Receipt(String scanId, String dataset, ScanStatus.Stage status, boolean duplicate, Fault fault) {
    static Receipt received(String scanId, String dataset) {
        return new Receipt(scanId, dataset, ScanStatus.Stage.RECEIVED, false, null);
    }

    static Receipt duplicate(ScanStatus known) {
        return new Receipt(known.scanId(), known.dataset(), known.status(), true, known.fault());
    }
}
