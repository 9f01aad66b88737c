package org.e2enet.metrics.storage;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Documents;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.history.ScoreHistory;
import org.e2enet.history.StoredScore;

/**
 * The scores in the database, in step with the catalogue: {@link #refresh()} takes over scores that older versions kept as documents
 * and forgets those of scans that were deleted, and costs two looks at folders while neither changed. Thread safe.
 */
@Singleton
public class ScoreArchive {
    private static final int AT_ONCE = 500;

    private final Catalogue catalogue;
    private final Documents<ScoresComputed> documents;
    private final ScoreHistory history;
    private String documentsSeen;
    private String deletionsSeen;

    public ScoreArchive(Catalogue catalogue, ScoreHistory history) {
        this.catalogue = catalogue;
        this.documents = catalogue.scores();
        this.history = history;
    }

    /** @throws org.e2enet.faults.FaultException {@code HIS-201}, {@code STO-2xx} when database or store are away; asked again, it goes on */
    public synchronized void refresh() {
        String documentsNow = documents.revision();
        if (!documentsNow.equals(documentsSeen)) {
            takeOver();
            documentsSeen = documentsNow;
        }
        String deletionsNow = catalogue.deletionsRevision();
        if (!deletionsNow.equals(deletionsSeen) && forgetDeleted()) {
            deletionsSeen = deletionsNow;
        }
    }

    private void takeOver() {
        List<String> ids = new ArrayList<>(documents.ids());
        if (ids.isEmpty()) {
            return;
        }
        ids.removeAll(history.scored());
        Map<ScoresComputed, Instant> part = new LinkedHashMap<>();
        for (String id : ids) {
            documents
                    .entry(id)
                    .filter(each ->
                            catalogue.scans().normalized().contains(each.value().scanId()))
                    .ifPresent(each -> part.put(each.value(), each.writtenAt()));
            if (part.size() == AT_ONCE) {
                history.takeOver(part);
                part.clear();
            }
        }
        history.takeOver(part);
    }

    /** @return false where nobody can tell which scans are gone, since all seem to be */
    private boolean forgetDeleted() {
        Set<String> gone = new TreeSet<>(history.scans());
        gone.removeAll(Set.copyOf(catalogue.scans().normalized().ids()));
        if (!gone.isEmpty() && !catalogue.isHere()) {
            return false;
        }
        gone.stream().filter(this::isGone).forEach(history::forget);
        return true;
    }

    private boolean isGone(String scanId) {
        return !catalogue.scans().normalized().contains(scanId) && catalogue.isHere();
    }

    /** The score that counts for a prediction. */
    public Optional<StoredScore> find(String predictionId) {
        return history.current(predictionId);
    }

    /**
     * Keeps a score, durably, before it is announced. Of two by the same rules against the same truth the first is kept.
     *
     * @param truth SHA-256 of the label file
     * @return the score that is kept; empty when its scan was deleted meanwhile
     */
    public Optional<StoredScore> save(ScoresComputed score, String truth) {
        StoredScore kept = history.keep(score, truth);
        // Asked after it was kept: a deletion takes the scan's own first, so that one of the two sees the other.
        if (!isGone(score.scanId())) {
            return Optional.of(kept);
        }
        history.forget(score.scanId());
        return Optional.empty();
    }
}
