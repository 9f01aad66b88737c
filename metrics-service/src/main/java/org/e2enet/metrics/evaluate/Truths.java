package org.e2enet.metrics.evaluate;

import jakarta.inject.Singleton;
import org.e2enet.metrics.storage.Documents;

/** Finds the truth of a scan in the store. Thread safe. */
@Singleton
public class Truths {
    private final Documents documents;

    Truths(Documents documents) {
        this.documents = documents;
    }

    public Truth of(String scanId) {
        return documents
                .scan(scanId)
                .<Truth>map(scan ->
                        scan.labels() == null ? new Truth.Missing("no-labels") : new Truth.Labels(scan.labels()))
                .orElseGet(() -> new Truth.Missing("unknown-scan"));
    }
}
