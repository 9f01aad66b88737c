package org.e2enet.catalogue;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.e2enet.contract.ObjectRef;
import org.e2enet.faults.FaultException;
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
     * @param told each scan that lost one, also where the others failed
     * @return what was removed
     */
    Set<ObjectRef> remove(Map<String, Set<ObjectRef>> over, Consumer<String> told) {
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
        if (unwanted.isEmpty()) {
            return Set.of();
        }
        try {
            Set<ObjectRef> removed = objects.removeUnless(unwanted, left -> wanted(left, scansByHash));
            tell(over, removed, told);
            return removed;
        } catch (FaultException failure) {
            unwanted.removeIf(objects::contains);
            tell(over, unwanted, told);
            throw failure;
        }
    }

    private static void tell(Map<String, Set<ObjectRef>> over, Set<ObjectRef> removed, Consumer<String> told) {
        over.forEach((scanId, files) -> {
            if (!Collections.disjoint(files, removed)) {
                told.accept(scanId);
            }
        });
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
