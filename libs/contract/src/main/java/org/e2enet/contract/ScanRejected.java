package org.e2enet.contract;

import java.util.List;
import org.e2enet.faults.Fault;

/**
 * A scan cannot be used. Its originals stay in the store. Also the document {@code rejections/<scanId>.json}.
 *
 * @param fault what was wrong, where, how to mend
 * @param originals image files in channel order, then the label file if there is one
 */
public record ScanRejected(String scanId, String dataset, Fault fault, List<ObjectRef> originals) implements Event {
    public ScanRejected {
        Check.name(scanId, "scanId");
        Check.name(dataset, "dataset");
        Check.present(fault, "fault");
        originals = Check.list(originals);
    }

    @Override
    public String key() {
        return scanId;
    }

    @Override
    public String toString() {
        return "ScanRejected[" + scanId + ", " + fault.code() + "]";
    }
}
