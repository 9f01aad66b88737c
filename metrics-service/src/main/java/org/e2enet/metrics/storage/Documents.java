package org.e2enet.metrics.storage;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.store.DocumentStore;

/** What other services said, looked up by id. Thread safe. */
@Singleton
public class Documents {
    private final DocumentStore store;

    Documents(DocumentStore store) {
        this.store = store;
    }

    public Optional<ScanNormalized> scan(String scanId) {
        return find("scans/" + scanId + ".json", ScanNormalized.class);
    }

    public Optional<CheckpointPublished> model(String modelId) {
        return find("models/" + modelId + ".json", CheckpointPublished.class);
    }

    public Optional<DatasetDefinition> dataset(String name) {
        return find("datasets/" + name + ".json", DatasetDefinition.class);
    }

    private <T> Optional<T> find(String name, Class<T> type) {
        return store.find(name).map(json -> EventJson.read(json, type));
    }
}
