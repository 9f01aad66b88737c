package org.e2enet.contract;

/** Segment this scan with the model the alias means. */
public record PredictionRequested(String scanId, String alias) implements Event {
    public PredictionRequested {
        Check.name(scanId, "scanId");
        Check.name(alias, "alias");
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
