package org.e2enet.contract;

/**
 * Segment this scan with the model the alias means.
 *
 * @param predictionId under which the caller looks for the answer, or null where nobody waits. If the alias means another model
 *     when the request's turn comes, the answer there leads to the prediction that was made.
 */
public record PredictionRequested(String scanId, String alias, String predictionId) implements Event {
    public PredictionRequested {
        Check.name(scanId, "scanId");
        Check.name(alias, "alias");
        Check.nameOrNull(predictionId, "predictionId");
    }

    /** A request whose answer nobody waits for by id. */
    public PredictionRequested(String scanId, String alias) {
        this(scanId, alias, null);
    }

    public PredictionRequested answeredAt(String predictionId) {
        return new PredictionRequested(scanId, alias, predictionId);
    }

    @Override
    public String key() {
        return scanId;
    }

    @Override
    public String toString() {
        return "PredictionRequested[" + scanId + ", " + alias + "]";
    }
}
