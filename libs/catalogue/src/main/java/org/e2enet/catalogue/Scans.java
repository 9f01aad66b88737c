package org.e2enet.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2enet.contract.ObjectRef;
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
    private final Documents<ScanNormalized> prepared;
    private final Documents<Attempts> attempts;
    private final Documents<Truths> truths;

    /** @param prepared scans in other forms than their data set's, below their id */
    Scans(
            Documents<ScanReceived> received,
            Documents<ScanNormalized> normalized,
            Documents<ScanRejected> rejected,
            Documents<ScanNormalized> prepared,
            Documents<Attempts> attempts,
            Documents<Truths> truths) {
        this.received = received;
        this.normalized = normalized;
        this.rejected = rejected;
        this.prepared = prepared;
        this.attempts = attempts;
        this.truths = truths;
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

    /** Notes that work on a scan begins. @return how often it was begun without an end, this time included */
    public int begin(String scanId) {
        int begun = attempts.findReadable(scanId).map(Attempts::begun).orElse(0) + 1;
        attempts.put(new Attempts(scanId, begun));
        return begun;
    }

    /** Notes that work on a scan ended, well or not. */
    public void end(String scanId) {
        attempts.remove(scanId);
    }

    /** Notes labels that were given to a scan after it came. */
    public void addTruth(String scanId, ObjectRef labels) {
        List<ObjectRef> files =
                new ArrayList<>(truths.findReadable(scanId).map(Truths::files).orElse(List.of()));
        files.remove(labels);
        files.add(labels);
        truths.put(new Truths(scanId, files));
    }

    /** A reception with the labels that count today: those given last, or those it came with. */
    public ScanReceived withTruth(ScanReceived scan) {
        return truths.findReadable(scan.scanId())
                .map(known -> new ScanReceived(
                        scan.scanId(),
                        scan.dataset(),
                        scan.images(),
                        known.files().getLast(),
                        scan.predictWith(),
                        scan.receivedAt(),
                        scan.preparation(),
                        scan.subject()))
                .orElse(scan);
    }

    Documents<Truths> truths() {
        return truths;
    }

    /** A scan that is ready for networks. */
    public Optional<ScanNormalized> find(String scanId) {
        return normalized.find(scanId);
    }

    /** A scan that is to be worked on, anew if it was rejected before: that rejection stands no longer. */
    public void put(ScanReceived scan) {
        received.put(scan);
        rejected.remove(scan.scanId());
        attempts.remove(scan.scanId());
    }

    /**
     * A scan prepared otherwise than its data set wants, for a model that learned from other data.
     *
     * @param form hash of how it is prepared
     */
    public Optional<ScanNormalized> findPrepared(String scanId, String form) {
        return prepared.findReadable(scanId + "/" + form);
    }

    /** Keeps a scan in another form; with the scan it leaves. @return whether the scan is still there */
    public boolean putPrepared(String form, ScanNormalized scan) {
        String id = scan.scanId() + "/" + form;
        prepared.put(id, scan);
        boolean there = normalized.contains(scan.scanId());
        if (!there) {
            prepared.remove(id);
        }
        return there;
    }

    Documents<ScanNormalized> prepared() {
        return prepared;
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

    /** Where a scan stands; empty when there is none. Of a torn document the one before it counts. */
    public Optional<ScanStanding> standing(String scanId) {
        Optional<ScanReceived> reception = received.findReadable(scanId);
        Optional<ScanNormalized> current = normalized.findReadable(scanId).filter(scan -> isCurrent(scan, reception));
        Optional<ScanRejected> refusal = current.isPresent() ? Optional.empty() : rejected.findReadable(scanId);
        return reception.isEmpty() && current.isEmpty() && refusal.isEmpty()
                ? Optional.empty()
                : Optional.of(new ScanStanding(scanId, reception, current, refusal));
    }

    /** A scan that came in again after its data set had changed is under way until it is prepared anew. */
    private static boolean isCurrent(ScanNormalized scan, Optional<ScanReceived> received) {
        return scan.preparation() == null
                || received.isEmpty()
                || received.get().preparation() == null
                || received.get().preparation().isMetBy(scan.preparation());
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
