package org.e2enet.pacs.series;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.e2enet.pacs.archive.SeriesUids;
import org.e2enet.pacs.vault.Vault;
import org.e2enet.pacs.vault.VaultFolder;

/** Series that are still to be looked at; each is safe in the vault before whoever told of it goes on. Thread safe. */
@Singleton
public final class Sightings {
    private final Vault vault;
    private final VaultFolder<Sighting> kept;
    private Consumer<Sighting> listener = sighting -> {};

    @Inject
    public Sightings(Vault vault) {
        this.vault = vault;
        this.kept = vault.folder("sightings", Sighting.class, Sighting::id);
    }

    /** @param listener told of every sighting that is new or due sooner */
    synchronized void listen(Consumer<Sighting> whoever) {
        this.listener = whoever;
    }

    /** @param resource Orthanc's id of a series */
    public void tell(String archive, String resource, Instant due) {
        tell(vault.key().pseudonym("sighting", archive, resource), archive, resource, null, due);
    }

    public void tell(String archive, SeriesUids uids, Instant due) {
        tell(vault.key().pseudonym("sighting", archive, uids.study(), uids.series()), archive, null, uids, due);
    }

    /** A case that is to begin anew, wherever its series is now. */
    public void tell(SeriesCase of, Instant due) {
        String id = vault.key().pseudonym("again", of.archive(), of.key());
        tell(id, of.archive(), null, of.uids(), due);
    }

    private synchronized void tell(String id, String archive, String resource, SeriesUids uids, Instant due) {
        Sighting now = kept.find(id)
                .map(before -> before.again(due))
                .orElseGet(() -> new Sighting(id, archive, resource, uids, 0, 0, due, null));
        kept.put(now);
        listener.accept(now);
    }

    synchronized Optional<Sighting> find(String id) {
        return kept.find(id);
    }

    /** Replaces a sighting unless the archive told of it again meanwhile. @return what is kept now */
    synchronized Sighting replace(Sighting before, Sighting after) {
        Sighting now = kept.find(before.id())
                .filter(kept -> kept.news() != before.news())
                .orElse(after);
        kept.put(now);
        return now;
    }

    /** Ends a sighting unless the archive told of it again meanwhile. @return whether it ended */
    synchronized boolean end(Sighting sighting) {
        boolean ended = kept.find(sighting.id())
                .filter(now -> now.news() != sighting.news())
                .isEmpty();
        if (ended) {
            kept.remove(sighting.id());
        }
        return ended;
    }

    public List<Sighting> all() {
        return kept.ids().stream().flatMap(id -> find(id).stream()).toList();
    }

    /** How many are to be looked at. */
    public int count() {
        return kept.ids().size();
    }
}
