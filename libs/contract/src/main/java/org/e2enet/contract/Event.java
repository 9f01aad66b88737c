package org.e2enet.contract;

/** One message: a record that knows its topic and its key. Its {@code toString} prints ids only. */
public sealed interface Event
        permits ScanReceived,
                ScanNormalized,
                ScanRejected,
                TrainingRequested,
                TrainingProgressed,
                MasksEvolved,
                CheckpointPublished,
                ModelPromoted,
                PredictionRequested,
                PredictionCompleted,
                PredictionFailed,
                PredictionCancelled,
                ScoresComputed,
                ModelScored,
                SeriesAccepted,
                SeriesRefused,
                ResultDelivered,
                ResultUndelivered,
                AuditRecorded {
    /** The topic it travels on. */
    default Topic topic() {
        return Topic.of(getClass());
    }

    /** Record key: equal keys stay in order. Pseudonymous ids only. */
    String key();
}
