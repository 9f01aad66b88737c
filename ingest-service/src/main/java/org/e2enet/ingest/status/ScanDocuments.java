package org.e2enet.ingest.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.ScanRejected;
import org.e2enet.store.DocumentStore;

/** The documents a scan leaves behind: what was received, and how it ended. Thread safe. */
@Singleton
public final class ScanDocuments {
    private final DocumentStore documents;

    @Inject
    ScanDocuments(DocumentStore documents) {
        this.documents = documents;
    }

    public Optional<ScanReceived> received(String scanId) {
        return read("received/" + scanId + ".json", ScanReceived.class);
    }

    public Optional<ScanNormalized> normalized(String scanId) {
        return read("scans/" + scanId + ".json", ScanNormalized.class);
    }

    public Optional<ScanRejected> rejected(String scanId) {
        return read("rejections/" + scanId + ".json", ScanRejected.class);
    }

    public void publish(ScanReceived event) {
        documents.publish("received/" + event.scanId() + ".json", EventJson.write(event));
    }

    /** The scan's end, whatever was said of it before. */
    public void publish(ScanNormalized event) {
        documents.publish("scans/" + event.scanId() + ".json", EventJson.write(event));
        documents.remove("rejections/" + event.scanId() + ".json");
    }

    public void publish(ScanRejected event) {
        documents.publish("rejections/" + event.scanId() + ".json", EventJson.write(event));
    }

    private <T> Optional<T> read(String name, Class<T> type) {
        return documents.find(name).map(json -> EventJson.read(json, type));
    }
}
