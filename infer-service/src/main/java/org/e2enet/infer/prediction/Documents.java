package org.e2enet.infer.prediction;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.store.DocumentStore;

/** Scans and predictions by id, as the store keeps them. */
@Singleton
class Documents {
    private final DocumentStore store;

    Documents(DocumentStore store) {
        this.store = store;
    }

    Optional<ScanNormalized> scan(String scanId) {
        return store.find("scans/" + scanId + ".json").map(json -> EventJson.read(json, ScanNormalized.class));
    }

    Optional<PredictionCompleted> prediction(String predictionId) {
        return store.find(name(predictionId)).map(json -> EventJson.read(json, PredictionCompleted.class));
    }

    /** Keeps a result unless there is one already. @return the one that is kept */
    PredictionCompleted keep(PredictionCompleted result) {
        if (store.publishIfAbsent(name(result.predictionId()), EventJson.write(result))) {
            return result;
        }
        // Another instance was given the same request and was faster: its result counts.
        return prediction(result.predictionId()).orElseThrow();
    }

    private static String name(String predictionId) {
        return "predictions/" + predictionId + ".json";
    }
}
