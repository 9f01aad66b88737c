package org.e2enet.contract;

import java.util.Arrays;

/** All topics, without the configurable prefix. */
public enum Topic {
    SCANS_RECEIVED("scans.received", ScanReceived.class, 4, false),
    SCANS_NORMALIZED("scans.normalized", ScanNormalized.class, 4, false),
    SCANS_REJECTED("scans.rejected", ScanRejected.class, 4, false),
    TRAINING_REQUESTED("training.requested", TrainingRequested.class, 8, false),
    TRAINING_PROGRESSED("training.progressed", TrainingProgressed.class, 4, false),
    MASKS_EVOLVED("masks.evolved", MasksEvolved.class, 4, false),
    CHECKPOINTS_PUBLISHED("checkpoints.published", CheckpointPublished.class, 1, true),
    MODELS_PROMOTED("models.promoted", ModelPromoted.class, 1, true),
    PREDICTIONS_REQUESTED("predictions.requested", PredictionRequested.class, 4, false),
    PREDICTIONS_COMPLETED("predictions.completed", PredictionCompleted.class, 4, false),
    PREDICTIONS_FAILED("predictions.failed", PredictionFailed.class, 4, false),
    PREDICTIONS_CANCELLED("predictions.cancelled", PredictionCancelled.class, 4, false),
    SCORES_COMPUTED("scores.computed", ScoresComputed.class, 4, false),
    MODELS_SCORED("models.scored", ModelScored.class, 1, false),
    SERIES_ACCEPTED("series.accepted", SeriesAccepted.class, 4, false),
    SERIES_REFUSED("series.refused", SeriesRefused.class, 4, false),
    RESULTS_DELIVERED("results.delivered", ResultDelivered.class, 4, false),
    RESULTS_UNDELIVERED("results.undelivered", ResultUndelivered.class, 4, false),
    AUDIT_RECORDED("audit.recorded", AuditRecorded.class, 4, false);

    /** What dead letters of a topic are kept under: {@code <topic>.dlq}. */
    public static final String DEAD_LETTER_SUFFIX = ".dlq";

    /** Largest record on any topic, headers included. */
    public static final int RECORD_LIMIT_BYTES = 1 << 20;

    /** What a topic takes at once ({@code max.message.bytes}): one such record with what Kafka puts around it. */
    public static final int MESSAGE_LIMIT_BYTES = RECORD_LIMIT_BYTES + 12;

    private final String shortName;
    private final Class<? extends Event> payload;
    private final int partitions;
    private final boolean compacted;

    Topic(String shortName, Class<? extends Event> payload, int partitions, boolean compacted) {
        this.shortName = shortName;
        this.payload = payload;
        this.partitions = partitions;
        this.compacted = compacted;
    }

    /** For example {@code scans.received}. */
    public String shortName() {
        return shortName;
    }

    /** The record its messages hold. */
    public Class<? extends Event> payload() {
        return payload;
    }

    /** How many consumers of one group can share the work. */
    public int partitions() {
        return partitions;
    }

    /** Whether the newest record of each key is kept for ever, so that a reader starting late learns the state. */
    public boolean compacted() {
        return compacted;
    }

    /** CloudEvents type: {@code org.e2enet.<topic>.v1}. */
    public String type() {
        return "org.e2enet." + shortName + ".v1";
    }

    static Topic of(Class<?> payload) {
        return Arrays.stream(values())
                .filter(topic -> topic.payload.equals(payload))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no topic for " + payload.getName()));
    }
}
