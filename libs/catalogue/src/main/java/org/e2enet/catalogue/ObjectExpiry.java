package org.e2enet.catalogue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.e2enet.contract.ObjectRef;
import org.e2enet.store.ObjectStore;

/** Removes files of scans whose time is over, while the scans themselves stay. Thread safe. */
final class ObjectExpiry {
    private final Catalogue catalogue;
    private final ObjectStore objects;

    ObjectExpiry(Catalogue catalogue, ObjectStore objects) {
        this.catalogue = catalogue;
        this.objects = objects;
    }

    /**
     * Removes objects that nobody else mentions than the scans for which their time is over.
     *
     * @param over objects by the scan that lets them go
     * @return what was removed
     */
    Set<ObjectRef> remove(Map<String, Set<ObjectRef>> over) {
        Map<String, Set<String>> scansByHash = new HashMap<>();
        Set<ObjectRef> refs = new HashSet<>();
        over.forEach((scanId, each) -> each.stream().filter(objects::contains).forEach(ref -> {
            refs.add(ref);
            scansByHash.computeIfAbsent(ref.sha256(), any -> new HashSet<>()).add(scanId);
        }));
        if (refs.isEmpty()) {
            return Set.of();
        }
        Set<ObjectRef> unwanted = new HashSet<>(refs);
        unwanted.removeAll(wanted(refs, scansByHash));
        return unwanted.isEmpty() ? Set.of() : objects.removeUnless(unwanted, left -> wanted(left, scansByHash));
    }

    private Set<ObjectRef> wanted(Set<ObjectRef> refs, Map<String, Set<String>> scansByHash) {
        Set<String> wanted = new HashSet<>();
        ofScans()
                .forEach(documents -> documents.forEachText((id, text) -> {
                    String scanId = id.contains("/") ? id.substring(0, id.indexOf('/')) : id;
                    Mentions.addressed(text).stream()
                            .filter(hash -> scansByHash.containsKey(hash)
                                    && !scansByHash.get(hash).contains(scanId))
                            .forEach(wanted::add);
                }));
        Stream.of(catalogue.predictions(), catalogue.models())
                .forEach(documents -> documents.forEachText((id, text) -> {
                    Set<String> named = Mentions.addressed(text);
                    named.retainAll(scansByHash.keySet());
                    wanted.addAll(named);
                }));
        return refs.stream().filter(ref -> wanted.contains(ref.sha256())).collect(Collectors.toSet());
    }

    private List<Documents<?>> ofScans() {
        Scans scans = catalogue.scans();
        return List.of(scans.received(), scans.normalized(), scans.rejected(), scans.prepared(), scans.truths());
    }
}
