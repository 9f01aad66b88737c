package org.e2enet.catalogue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.e2enet.contract.ModelPromoted;

/** Who let an alias mean what, when and why. Only grows. Thread safe, over processes too. */
public final class AliasHistory {
    private static final int MILLISECOND_DIGITS = 15;
    private static final int TELLING_DIGITS = 8;

    private final Documents<AliasChange> changes;

    AliasHistory(Documents<AliasChange> changes) {
        this.changes = changes;
    }

    /**
     * Who changes an alias, and why.
     *
     * @param change {@code promoted} or {@code rolled-back}
     * @param by null where nobody said
     * @param reason null where nobody said
     */
    public record Because(String change, String by, String reason) {}

    void promoted(ModelPromoted promotion, Because because) {
        note(new AliasChange(
                promotion.alias(),
                now(),
                because.change(),
                promotion.modelId(),
                promotion.members(),
                because.by(),
                because.reason()));
    }

    void demoted(String alias, String by) {
        note(new AliasChange(alias, now(), "demoted", null, List.of(), by, null));
    }

    /**
     * An alias' changes, newest first.
     *
     * @param after only what is behind this one, or null
     */
    public Page<AliasChange> of(String alias, Place after, int limit) {
        List<Place> places = changes.ids(alias).reversed().stream()
                .flatMap(id -> place(alias, id).stream())
                .filter(place -> after == null || place.compareTo(after) > 0)
                .sorted()
                .limit(limit + 1L)
                .toList();
        List<AliasChange> found = places.stream()
                .limit(limit)
                .flatMap(place -> changes.findReadable(alias + "/" + name(place)).stream())
                .toList();
        return new Page<>(found, places.size() > limit ? places.get(limit - 1).toString() : null);
    }

    private void note(AliasChange change) {
        Place place = new Place(change.at(), UUID.randomUUID().toString().substring(0, TELLING_DIGITS));
        changes.put(change.alias() + "/" + name(place), change);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Sorted by name is sorted by time. */
    private static String name(Place place) {
        return ("%0" + MILLISECOND_DIGITS + "d-%s").formatted(place.at().toEpochMilli(), place.id());
    }

    /** Empty for a file of somebody else's. */
    private static Optional<Place> place(String alias, String id) {
        return Place.parse(id.substring(alias.length() + 1));
    }
}
