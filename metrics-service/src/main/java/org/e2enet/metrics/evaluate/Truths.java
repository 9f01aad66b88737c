package org.e2enet.metrics.evaluate;

import jakarta.inject.Singleton;
import org.e2enet.catalogue.Catalogue;

/** Finds the truth of a scan in the store. Thread safe. */
@Singleton
public class Truths {
    /** Why a scan that was never here, or left, has no truth. */
    public static final String UNKNOWN_SCAN = "unknown-scan";

    private final Catalogue catalogue;

    Truths(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    public Truth of(String scanId) {
        return catalogue
                .scans()
                .find(scanId)
                .<Truth>map(scan ->
                        scan.labels() == null ? new Truth.Missing("no-labels") : new Truth.Labels(scan.labels()))
                .orElseGet(() -> new Truth.Missing(UNKNOWN_SCAN));
    }
}
