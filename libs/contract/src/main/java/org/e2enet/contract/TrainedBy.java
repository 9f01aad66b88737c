package org.e2enet.contract;

/**
 * What makes a fold's steps.
 *
 * @param engine {@code sparse} or {@code torch}
 * @param reason why this one, for people: who chose it, or what the automatic choice went by
 */
public record TrainedBy(String engine, String reason) {
    public TrainedBy {
        Check.text(engine, "trainedBy.engine");
        Check.text(reason, "trainedBy.reason");
    }
}
