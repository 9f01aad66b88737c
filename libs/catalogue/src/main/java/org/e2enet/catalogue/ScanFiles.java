package org.e2enet.catalogue;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.e2enet.contract.ObjectRef;

/** The files that a scan came as. */
final class ScanFiles {
    private ScanFiles() {}

    /** Without the labels, which are read whenever the scan is scored. */
    static Set<ObjectRef> images(Catalogue catalogue, String scanId) {
        Set<ObjectRef> refs = originals(catalogue, scanId);
        Scans scans = catalogue.scans();
        scans.received().findReadable(scanId).ifPresent(scan -> refs.remove(scan.labels()));
        scans.normalized().findReadable(scanId).ifPresent(scan -> refs.remove(scan.labels()));
        scans.truths().findReadable(scanId).ifPresent(known -> refs.removeAll(known.files()));
        return refs;
    }

    /** Images and labels, those given later too. */
    static Set<ObjectRef> originals(Catalogue catalogue, String scanId) {
        Set<ObjectRef> refs = new LinkedHashSet<>();
        Scans scans = catalogue.scans();
        scans.received().findReadable(scanId).ifPresent(scan -> {
            refs.addAll(scan.images());
            refs.add(scan.labels());
        });
        scans.normalized().findReadable(scanId).ifPresent(scan -> {
            refs.addAll(scan.images());
            refs.add(scan.labels());
        });
        scans.rejected().findReadable(scanId).ifPresent(scan -> refs.addAll(scan.originals()));
        scans.truths().findReadable(scanId).ifPresent(known -> refs.addAll(known.files()));
        refs.removeIf(Objects::isNull);
        return refs;
    }
}
