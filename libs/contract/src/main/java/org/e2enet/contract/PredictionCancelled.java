package org.e2enet.contract;

/**
 * Somebody ended a prediction before it was done; nothing of it is kept.
 *
 * @param predictionId it would have had
 */
public record PredictionCancelled(String predictionId, String scanId, String alias) implements Event {
    public PredictionCancelled {
        Check.name(predictionId, "predictionId");
        Check.name(scanId, "scanId");
        Check.name(alias, "alias");
    }

    @Override
    public String key() {
        return scanId;
    }

    @Override
    public String toString() {
        return "PredictionCancelled[" + predictionId + "]";
    }
}
