package org.e2enet.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.e2enet.contract.ScoresComputed;

/** metrics-service: scores. Thread safe. */
public final class MetricsClient {
    private final Rest rest;

    /** Of a service that asks nobody for a login. */
    public MetricsClient(URI address) {
        this(address, Pass.NONE);
    }

    /** @param pass what lets its calls in */
    public MetricsClient(URI address, Pass pass) {
        this.rest = new Rest(address, pass);
    }

    /** @param answerTimeout after which it counts as not answering */
    public MetricsClient(URI address, Duration answerTimeout, Pass pass) {
        this.rest = new Rest(address, answerTimeout, pass);
    }

    /** The scores that count of a scan's predictions, and older ones. */
    public List<ScoresComputed> scoresOf(String scanId) throws InterruptedException {
        return rest.list("/scores?scan=" + Rest.segment(scanId), ScoresComputed.class);
    }

    /** Scores of a data set's predictions by one model. */
    public List<ScoresComputed> scores(String dataset, String modelId) throws InterruptedException {
        return rest.list(
                "/scores?dataset=" + Rest.segment(dataset) + "&model=" + Rest.segment(modelId), ScoresComputed.class);
    }

    /** The score of a prediction, once it is there; of a scan without truth it never is. */
    public ScoresComputed awaitScore(String dataset, String modelId, String predictionId, Waiting waiting)
            throws InterruptedException {
        return waiting.until("score", predictionId, () -> scores(dataset, modelId).stream()
                .filter(score -> score.predictionId().equals(predictionId))
                .findFirst());
    }
}
