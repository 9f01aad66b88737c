package org.e2enet.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.e2enet.faults.FaultException;
import org.e2enet.store.StoreFaults;

/**
 * Scans that must not be removed. Whoever removes something of a scan marks it first, in the place of a hold: of a hold and a removal that
 * begin at once one is refused. Thread safe, over processes too.
 */
public final class Holds {
    /** No removal takes longer; a mark from before was left by a crash. */
    static final Duration LEFT_AFTER = Duration.ofMinutes(30);

    private final Documents<HoldDocument> documents;
    private final Predicate<String> leaving;
    private final Predicate<String> there;
    private final InstantSource clock;

    /**
     * @param leaving whether a scan's deletion is under way, to its end
     * @param there whether a scan was received and not deleted since
     */
    Holds(Documents<HoldDocument> documents, Predicate<String> leaving, Predicate<String> there, InstantSource clock) {
        this.documents = documents;
        this.leaving = leaving;
        this.there = there;
        this.clock = clock;
    }

    /**
     * Holds a scan; one that is held already keeps its first reason.
     *
     * @return the hold that counts; empty when the scan, or a part of it, is just being removed, or it is not there
     */
    public Optional<Hold> hold(Hold wanted) {
        HoldDocument mine = HoldDocument.of(wanted);
        HoldDocument kept = documents.keep(mine);
        if (isLeft(kept)) {
            documents.put(mine);
            kept = mine;
        }
        if (kept.leaves()) {
            return Optional.empty();
        }
        // A deletion that began before ends, and a scan that is gone cannot be held.
        if (leaving.test(wanted.scanId()) || !there.test(wanted.scanId())) {
            if (kept == mine) {
                documents.remove(wanted.scanId());
            }
            return Optional.empty();
        }
        return Optional.of(kept.hold());
    }

    public Optional<Hold> find(String scanId) {
        return documents.findReadable(scanId).filter(found -> !found.leaves()).map(HoldDocument::hold);
    }

    /** A torn document may have been a hold: it counts as one. */
    public boolean isHeld(String scanId) {
        return documents.findReadable(scanId).map(found -> !found.leaves()).orElseGet(() -> documents.contains(scanId));
    }

    /** Lifts a hold; a scan that is just being removed is left alone. */
    public void release(String scanId) {
        if (isHeld(scanId)) {
            documents.remove(scanId);
        }
    }

    /** Ids of scans that are held, sorted. */
    public List<String> scanIds() {
        return documents.ids().stream().filter(this::isHeld).toList();
    }

    Marks marks() {
        return new Marks();
    }

    /** Another ended what whoever made the mark began. */
    void removeMark(String scanId) {
        removeIf(scanId, HoldDocument::leaves);
    }

    private void removeIf(String scanId, Predicate<HoldDocument> which) {
        if (documents.findReadable(scanId).filter(which).isPresent()) {
            documents.remove(scanId);
        }
    }

    private boolean isLeft(HoldDocument document) {
        return document.leaves() && document.since().isBefore(clock.instant().minus(LEFT_AFTER));
    }

    /** Scans that one removal works on; closing it lets them be held again. Not thread safe. */
    final class Marks implements AutoCloseable {
        private final String owner = UUID.randomUUID().toString();
        private final Set<String> taken = new HashSet<>();

        private Marks() {}

        /** @return whether something of the scan may be removed: it is neither held nor at work for another */
        boolean take(String scanId) {
            if (taken.contains(scanId)) {
                return true;
            }
            Instant now = clock.instant();
            HoldDocument mine = new HoldDocument(scanId, now, null, owner);
            HoldDocument kept = made(mine);
            if (isLeft(kept)) {
                documents.put(mine);
                kept = mine;
            }
            return owner.equals(kept.leavingBy()) && taken.add(scanId);
        }

        /** @return the one that is there; of a torn one a hold, which it may have been */
        private HoldDocument made(HoldDocument mine) {
            try {
                return documents.keepWhole(mine);
            } catch (FaultException torn) {
                if (!torn.fault().code().equals(StoreFaults.UNREADABLE_DOCUMENT)) {
                    throw torn;
                }
                return new HoldDocument(mine.scanId(), mine.since(), null, null);
            }
        }

        @Override
        public void close() {
            taken.forEach(scanId -> removeIf(scanId, found -> owner.equals(found.leavingBy())));
            taken.clear();
        }
    }
}
