package org.e2enet.client;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionMap;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.faults.Fault;

/** infer-service: models that serve, predictions. Thread safe. */
public final class InferClient {
    private final Rest rest;

    /** Of a service that asks nobody for a login. */
    public InferClient(URI address) {
        this(address, Pass.NONE);
    }

    /** @param pass what lets its calls in */
    public InferClient(URI address, Pass pass) {
        this.rest = new Rest(address, pass);
    }

    /** @param answerTimeout after which it counts as not answering */
    public InferClient(URI address, Duration answerTimeout, Pass pass) {
        this.rest = new Rest(address, answerTimeout, pass);
    }

    /**
     * Predictions of one instance as they change, each as {@link PredictionState} in JSON. The caller closes it.
     *
     * @param lastId of the last change that was seen, or null
     */
    public EventStream changes(String lastId) throws InterruptedException {
        return rest.events("/predictions/events", lastId);
    }

    /** What is served, and what was refused, by alias. */
    public List<Served> served() throws InterruptedException {
        return rest.list("/models", Served.class);
    }

    /** What every alias means, by alias. */
    public List<ModelPromoted> aliases() throws InterruptedException {
        return rest.list("/aliases", ModelPromoted.class);
    }

    /** @throws org.e2enet.faults.FaultException INF-108 when no model was promoted to the alias */
    public ModelPromoted alias(String alias) throws InterruptedException {
        return rest.get("/aliases/" + Rest.segment(alias), ModelPromoted.class);
    }

    /**
     * Takes an alias away; its models stay.
     *
     * @throws org.e2enet.faults.FaultException INF-202 when it means nothing
     */
    public void demote(String alias) throws InterruptedException {
        rest.delete("/models/" + Rest.segment(alias));
    }

    /**
     * What was published of a model.
     *
     * @param name id, or alias
     * @throws org.e2enet.faults.FaultException INF-101 when there is none
     */
    public CheckpointPublished model(String name) throws InterruptedException {
        return rest.get("/models/" + Rest.segment(name), CheckpointPublished.class);
    }

    /** Ids of all published models, sorted. */
    public List<String> models() throws InterruptedException {
        return rest.list("/models/published", String.class);
    }

    /** Writes a model's weights, safetensors, to a file. */
    public void weights(CheckpointPublished model, Path target) throws InterruptedException {
        rest.download(
                "/models/" + Rest.segment(model.modelId()) + "/weights",
                target,
                model.weights().sha256());
    }

    /**
     * Requests a prediction.
     *
     * @throws org.e2enet.faults.FaultException INF-201 without such a normalised scan, INF-202 when the alias means no model
     */
    public Accepted request(String scanId, String alias) throws InterruptedException {
        return request(scanId, alias, List.of());
    }

    /** The same, with maps beside the segmentation. */
    public Accepted request(String scanId, String alias, List<PredictionMap> maps) throws InterruptedException {
        return request(new PredictionRequested(scanId, alias, null, null, null, null, null, maps));
    }

    /** Requests a prediction as it says. */
    public Accepted request(PredictionRequested request) throws InterruptedException {
        return rest.post("/predictions", request, Accepted.class);
    }

    public PredictionState prediction(String predictionId) throws InterruptedException {
        return rest.get("/predictions/" + Rest.segment(predictionId), PredictionState.class);
    }

    /**
     * Ends a prediction that waits or runs.
     *
     * @throws org.e2enet.faults.FaultException INF-208 when it is over, INF-204 without such a prediction
     */
    public void cancel(String predictionId) throws InterruptedException {
        rest.delete("/predictions/" + Rest.segment(predictionId));
    }

    /**
     * Returns when the prediction is done. Follows its events, and takes up where a broken connection left off.
     *
     * @param passing gets every state that is told meanwhile
     * @throws org.e2enet.faults.FaultException the prediction's own when it failed; CLI-215 when it was cancelled
     */
    public PredictionCompleted awaitEnd(String predictionId, Waiting waiting, Consumer<PredictionState> passing)
            throws InterruptedException {
        try (PredictionWatch watch = new PredictionWatch(rest, predictionId, passing)) {
            return waiting.listen("prediction", predictionId, watch::next, watch::isBroken);
        }
    }

    /**
     * Writes the segmentation, {@code .nii.gz}, to a file, which is there whole or not at all.
     *
     * @throws org.e2enet.faults.FaultException CLI-212 when what arrives is not what was written when it was made
     */
    public void segmentation(PredictionCompleted done, Path target) throws InterruptedException {
        rest.download(
                "/predictions/" + Rest.segment(done.predictionId()) + "/segmentation",
                target,
                done.segmentation().sha256());
    }

    /**
     * Writes the signed statement of how the segmentation came about to a file, which is there whole or not at all.
     *
     * @throws org.e2enet.faults.FaultException INF-213 of a prediction that was made before there were any
     */
    public void statement(PredictionCompleted done, Path target) throws InterruptedException {
        rest.download(
                "/predictions/" + Rest.segment(done.predictionId()) + "/statement",
                target,
                done.statement() == null ? null : done.statement().sha256());
    }

    /** Writes a map that was asked for to a file, which is there whole or not at all. */
    public void map(PredictionCompleted done, String name, Path target) throws InterruptedException {
        rest.download(
                "/predictions/" + Rest.segment(done.predictionId()) + "/maps/" + Rest.segment(name),
                target,
                done.maps().get(name).sha256());
    }

    /**
     * What serves an alias.
     *
     * @param modelId null where nothing does
     * @param loaded whether it is ready; else the next request loads it
     * @param probeDeviation largest difference of the probe's logits from those expected
     * @param probeTolerance largest one with which a model may serve
     * @param refused the last promotion, if it was refused
     */
    public record Served(
            String alias,
            String modelId,
            List<String> members,
            boolean loaded,
            Double probeDeviation,
            Double probeTolerance,
            Refused refused) {}

    /** A promotion that did not happen. */
    public record Refused(String modelId, Fault fault) {}

    /**
     * Answer to a request.
     *
     * @param predictionId where its state is told from now on
     * @param engine that will compute it
     */
    public record Accepted(String predictionId, String scanId, String alias, String engine) {}
}
