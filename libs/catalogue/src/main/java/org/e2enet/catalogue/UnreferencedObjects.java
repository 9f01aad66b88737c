package org.e2enet.catalogue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.e2enet.contract.ObjectRef;
import org.e2enet.store.Inventory;

/**
 * Objects that no document mentions: left by a crash between an object and its document, or by a loser of two at once. All documents count,
 * of kinds this version does not know too. Young ones stay: theirs may be about to be written. Thread safe.
 */
public final class UnreferencedObjects {
    private final Inventory inventory;

    public UnreferencedObjects(Inventory inventory) {
        this.inventory = inventory;
    }

    /**
     * Objects that were last stored before a moment and that no document mentions. None where documents mention none at all: they are not
     * here then, an empty folder in the place of a disk that is not mounted, say.
     */
    public Set<ObjectRef> find(Instant before) {
        Map<String, ObjectRef> old = new HashMap<>();
        inventory.forEachObject(stored -> {
            if (stored.writtenAt().isBefore(before)) {
                old.put(stored.ref().sha256(), stored.ref());
            }
        });
        Set<String> mentioned = mentioned(old.keySet());
        if (mentioned.isEmpty()) {
            return Set.of();
        }
        mentioned.forEach(old::remove);
        return Set.copyOf(old.values());
    }

    /**
     * Removes them, asked for a second time while they are out of sight.
     *
     * @param kept of those that records may mention, which nobody can ask
     * @return what was removed
     */
    public Set<ObjectRef> collect(Instant before, Predicate<ObjectRef> kept) {
        Set<ObjectRef> found = find(before).stream().filter(kept.negate()).collect(Collectors.toSet());
        return found.isEmpty() ? Set.of() : inventory.removeUnless(found, before, this::stillMentioned);
    }

    private Set<ObjectRef> stillMentioned(Set<ObjectRef> refs) {
        Set<String> mentioned = mentioned(refs.stream().map(ObjectRef::sha256).collect(Collectors.toSet()));
        return refs.stream().filter(ref -> mentioned.contains(ref.sha256())).collect(Collectors.toSet());
    }

    private Set<String> mentioned(Set<String> hashes) {
        Set<String> mentioned = new HashSet<>();
        inventory.forEachDocument(text -> {
            Set<String> named = Mentions.anyOf(new String(text, StandardCharsets.ISO_8859_1));
            named.retainAll(hashes);
            mentioned.addAll(named);
        });
        return mentioned;
    }
}
