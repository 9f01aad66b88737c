package org.e2enet.catalogue;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.store.ObjectStore;

/**
 * Removes a scan and all that was made from it, unless it is held: documents, predictions, scores, and the objects that nothing else refers
 * to. Models that learned from it stay. Every step can be repeated. Reads all documents once or twice to see who refers to what.
 *
 * <p>Order is all: the reception goes first, so that who is at work on the scan finds out after it wrote its result. Thread safe.
 */
public final class ScanDeletion {
    private final Catalogue catalogue;
    private final ObjectStore objects;

    public ScanDeletion(Catalogue catalogue, ObjectStore objects) {
        this.catalogue = catalogue;
        this.objects = objects;
    }

    /** How it ended. */
    public enum Ended {
        DONE,
        /** Nothing of the scan was there. */
        NOTHING,
        /** The scan is held: nothing was removed. */
        HELD,
        /** Another removes something of it: nothing was removed. */
        BUSY
    }

    /** As {@link #remove}. @return whether anything of the scan was there, and is gone */
    public boolean delete(String scanId) {
        return remove(scanId) == Ended.DONE;
    }

    /** Removes the scan unless it is held. From the moment that its deletion is written down it cannot be held any more. */
    public Ended remove(String scanId) {
        Optional<Deletion> begun = catalogue.deletions().findReadable(scanId);
        if (begun.isPresent()) {
            finish(begun.get());
            return Ended.DONE;
        }
        if (!catalogue.deletions().isPossible(scanId)) {
            return Ended.NOTHING;
        }
        try (Holds.Marks marks = catalogue.holds().marks()) {
            if (!marks.take(scanId)) {
                return catalogue.holds().isHeld(scanId) ? Ended.HELD : Ended.BUSY;
            }
            Deletion deletion = begin(scanId);
            if (!isHere(deletion)) {
                // A torn one tells of nothing.
                catalogue.deletions().remove(scanId);
                return Ended.NOTHING;
            }
            finish(deletion);
            return Ended.DONE;
        }
    }

    private void finish(Deletion deletion) {
        catalogue.deletions().put(deletion);
        removeDocuments(deletion);
        removeObjects(new LinkedHashSet<>(deletion.objects()));
        // Of whoever began it and did not come to the end.
        catalogue.holds().removeMark(deletion.scanId());
        catalogue.deletions().remove(deletion.scanId());
    }

    /** Ends what a crash interrupted. */
    public void resume() {
        catalogue.deletions().ids().forEach(this::delete);
    }

    /**
     * Ends what was begun before a moment and did not come to an end.
     *
     * @param ended told each scan
     */
    void resume(Instant before, Consumer<String> ended) {
        for (String scanId : catalogue.deletions().ids()) {
            if (catalogue.deletions().writtenAt(scanId).filter(before::isAfter).isPresent() && delete(scanId)) {
                ended.accept(scanId);
            }
        }
    }

    /** Ends the deletion of one scan, if a crash interrupted it: to be called before the scan is taken in again. */
    public void resume(String scanId) {
        if (catalogue.deletions().contains(scanId)) {
            delete(scanId);
        }
    }

    /** Removes objects that were made for a scan which is no longer there, unless something else refers to them. */
    public void discard(Collection<ObjectRef> refs) {
        removeObjects(Set.copyOf(refs));
    }

    private Deletion begin(String scanId) {
        List<String> predictionIds = predictionIds(scanId);
        Set<ObjectRef> refs = new LinkedHashSet<>(ScanFiles.originals(catalogue, scanId));
        catalogue.scans().normalized().findReadable(scanId).ifPresent(scan -> refs.add(scan.normalized()));
        prepared(scanId).forEach(scan -> refs.add(scan.normalized()));
        predictionIds.stream()
                .flatMap(id -> catalogue.predictions().findReadable(id).stream())
                .forEach(prediction -> refs.addAll(prediction.objects()));
        return new Deletion(scanId, predictionIds, List.copyOf(refs));
    }

    private boolean isHere(Deletion deletion) {
        Scans scans = catalogue.scans();
        return !deletion.predictionIds().isEmpty()
                || scans.received().contains(deletion.scanId())
                || scans.normalized().contains(deletion.scanId())
                || scans.rejected().contains(deletion.scanId());
    }

    private Stream<ScanNormalized> prepared(String scanId) {
        Documents<ScanNormalized> prepared = catalogue.scans().prepared();
        return prepared.ids(scanId).stream().flatMap(id -> prepared.findReadable(id).stream());
    }

    private void removeDocuments(Deletion deletion) {
        String scanId = deletion.scanId();
        Scans scans = catalogue.scans();
        scans.received().remove(scanId);
        catalogue.datasets().names().forEach(dataset -> catalogue.datasets().remove(dataset, scanId));
        scans.normalized().remove(scanId);
        scans.rejected().remove(scanId);
        scans.truths().remove(scanId);
        scans.prepared().ids(scanId).forEach(scans.prepared()::remove);
        scans.end(scanId);
        // Asked again: one may have been finished since the deletion began.
        Stream.concat(deletion.predictionIds().stream(), predictionIds(scanId).stream())
                .forEach(predictionId -> {
                    catalogue.predictions().remove(predictionId);
                    catalogue.scores().remove(predictionId);
                    catalogue.tickets().remove(predictionId);
                });
    }

    /** By their text, so that a torn one leaves as well. */
    private List<String> predictionIds(String scanId) {
        String mark = "\"scanId\":\"" + scanId + "\"";
        Set<String> ids = new LinkedHashSet<>();
        for (Documents<?> documents : List.of(catalogue.predictions(), catalogue.scores(), catalogue.tickets())) {
            documents.forEachText((id, text) -> {
                if (text.contains(mark)) {
                    ids.add(id);
                }
            });
        }
        return List.copyOf(ids);
    }

    private void removeObjects(Set<ObjectRef> refs) {
        Set<ObjectRef> unwanted = new LinkedHashSet<>(refs);
        unwanted.removeAll(wanted(refs));
        // Asked a second time while they are out of sight: an upload of the same file may have come between.
        objects.removeUnless(unwanted, this::wanted);
    }

    /** Those of the objects that some document refers to. */
    private Set<ObjectRef> wanted(Set<ObjectRef> refs) {
        Set<ObjectRef> wanted = new HashSet<>();
        if (refs.isEmpty()) {
            return wanted;
        }
        Stream.of(
                        catalogue.scans().received(),
                        catalogue.scans().normalized(),
                        catalogue.scans().rejected(),
                        catalogue.scans().prepared(),
                        catalogue.scans().truths(),
                        catalogue.predictions(),
                        catalogue.models())
                .forEach(documents -> documents.forEachText((id, text) -> wanted.addAll(
                        refs.stream().filter(ref -> text.contains(ref.sha256())).collect(Collectors.toSet()))));
        return wanted;
    }
}
