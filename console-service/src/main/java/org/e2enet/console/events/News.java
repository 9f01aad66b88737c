package org.e2enet.console.events;

import org.e2enet.contract.AuditRecorded;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.Event;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.ModelScored;
import org.e2enet.contract.PredictionCancelled;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionFailed;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.ResultDelivered;
import org.e2enet.contract.ResultUndelivered;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.ScanRejected;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.contract.SeriesAccepted;
import org.e2enet.contract.SeriesRefused;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;

/**
 * What an event says to people who look: ids and how far it is; figures are left to the views.
 *
 * @param name of the server-sent event
 */
record News(String name, Object data) {
    private record Scan(String scanId, String dataset, String state) {}

    /** How a prediction stands; infer-service tells of running ones, topics of the rest. */
    record Prediction(
            String scanId,
            String alias,
            String predictionId,
            String state,
            String stage,
            Integer place,
            Integer windowsDone,
            Integer windowsTotal,
            Double secondsLeft) {
        private static Prediction of(String scanId, String alias, String predictionId, String state) {
            return new Prediction(scanId, alias, predictionId, state, null, null, null, null, null);
        }
    }

    private record Training(
            String runId,
            int fold,
            String state,
            Integer epoch,
            Integer epochs,
            Integer iteration,
            Integer iterations,
            Double secondsLeft) {}

    private record Topology(String runId, int fold, int update, int iteration) {}

    private record Model(String modelId, String runId, String kind) {}

    private record Alias(String alias, String modelId) {}

    private record Score(String predictionId, String scanId, String modelId, String dataset) {}

    private record Standing(String dataset, String modelId) {}

    private record Series(String state) {}

    private record Letter(String topic) {}

    static final String PREDICTION = "prediction";

    static News letter(String topic) {
        return new News("letter", new Letter(topic));
    }

    static News demoted(String alias) {
        return new News("alias", new Alias(alias, null));
    }

    static News of(Event event) {
        return switch (event) {
            case ScanReceived scan -> scan(scan.scanId(), scan.dataset(), "received");
            case ScanNormalized scan -> scan(scan.scanId(), scan.dataset(), "normalized");
            case ScanRejected scan -> scan(scan.scanId(), scan.dataset(), "rejected");
            case PredictionRequested asked ->
                prediction(asked.scanId(), asked.alias(), asked.predictionId(), "requested");
            case PredictionCompleted done -> prediction(done.scanId(), done.alias(), done.predictionId(), "completed");
            case PredictionFailed failed -> prediction(failed.scanId(), failed.alias(), null, "failed");
            case PredictionCancelled ended ->
                prediction(ended.scanId(), ended.alias(), ended.predictionId(), "cancelled");
            case ScoresComputed score ->
                new News("score", new Score(score.predictionId(), score.scanId(), score.modelId(), score.dataset()));
            case ModelScored scored -> new News("standings", new Standing(scored.dataset(), scored.modelId()));
            case CheckpointPublished model ->
                new News(
                        "model",
                        new Model(model.modelId(), model.runId(), model.kind().name()));
            case ModelPromoted promoted -> new News("alias", new Alias(promoted.alias(), promoted.modelId()));
            case TrainingRequested asked ->
                new News(
                        "training",
                        new Training(asked.runId(), asked.fold(), "REQUESTED", null, null, null, null, null));
            case TrainingProgressed told ->
                new News(
                        "training",
                        new Training(
                                told.runId(),
                                told.fold(),
                                told.state().name(),
                                told.epoch(),
                                told.epochs(),
                                told.iteration(),
                                told.iterations(),
                                told.secondsLeft()));
            case MasksEvolved masks ->
                new News("topology", new Topology(masks.runId(), masks.fold(), masks.update(), masks.iteration()));
            case SeriesAccepted _ -> series("accepted");
            case SeriesRefused _ -> series("refused");
            case ResultDelivered _ -> series("delivered");
            case ResultUndelivered _ -> series("undelivered");
            // Who did what is nobody's news: the console does not read that topic.
            case AuditRecorded record -> throw new IllegalArgumentException("no news: " + record);
        };
    }

    private static News scan(String scanId, String dataset, String state) {
        return new News("scan", new Scan(scanId, dataset, state));
    }

    private static News prediction(String scanId, String alias, String predictionId, String state) {
        return new News(PREDICTION, Prediction.of(scanId, alias, predictionId, state));
    }

    private static News series(String state) {
        return new News("series", new Series(state));
    }
}
