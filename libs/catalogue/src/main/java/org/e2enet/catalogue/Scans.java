package org.e2enet.catalogue;

import java.util.Optional;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.ScanRejected;

/**
 * What was received, and how it ended. A scan is here from its reception until it is deleted: whoever finds no reception to an
 * event knows that the event is late. Thread safe.
 */
public final class Scans {
    private final Documents<ScanReceived> received;
    private final Documents<ScanNormalized> normalized;
    private final Documents<ScanRejected> rejected;

    Scans(Documents<ScanReceived> received, Documents<ScanNormalized> normalized, Documents<ScanRejected> rejected) {
        this.received = received;
        this.normalized = normalized;
        this.rejected = rejected;
    }

    public Documents<ScanReceived> received() {
        return received;
    }

    public Documents<ScanNormalized> normalized() {
        return normalized;
    }

    public Documents<ScanRejected> rejected() {
        return rejected;
    }

    /** A scan that is ready for networks. */
    public Optional<ScanNormalized> find(String scanId) {
        return normalized.find(scanId);
    }

    /** A scan that is to be worked on, anew if it was rejected before: that rejection stands no longer. */
    public void put(ScanReceived scan) {
        received.put(scan);
        rejected.remove(scan.scanId());
    }

    /**
     * The scan's end, whatever was said of it before.
     *
     * @return whether the scan is still wanted; if it was deleted meanwhile, nothing is kept
     */
    public boolean put(ScanNormalized scan) {
        normalized.put(scan);
        rejected.remove(scan.scanId());
        return keepIfWanted(scan.scanId());
    }

    /** As {@link #put(ScanNormalized)}. */
    public boolean put(ScanRejected scan) {
        rejected.put(scan);
        return keepIfWanted(scan.scanId());
    }

    /** Whether the scan was received and not deleted since. */
    public boolean isWanted(String scanId) {
        return received.contains(scanId);
    }

    /** Asked after the document was written: a deletion takes the reception first, so that one of the two sees the other. */
    private boolean keepIfWanted(String scanId) {
        if (isWanted(scanId)) {
            return true;
        }
        normalized.remove(scanId);
        rejected.remove(scanId);
        return false;
    }
}
