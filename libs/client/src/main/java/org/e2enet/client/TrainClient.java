package org.e2enet.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.FoldHistory;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.ReplayedTopology;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;

/** train-service: trainings, and what came of them. Thread safe. */
public final class TrainClient {
    /** Who lets aliases mean something here, for their history; where there is a login, that says it. */
    private static final String BY = "e2enet";

    private static final int MOST_A_PAGE = 200;

    private final Rest rest;

    /** Of a service that asks nobody for a login. */
    public TrainClient(URI address) {
        this(address, Pass.NONE);
    }

    /** @param pass what lets its calls in */
    public TrainClient(URI address, Pass pass) {
        this.rest = new Rest(address, pass);
    }

    /** Returns when the request is safe: its fold's turn comes when the folds before it have ended. */
    public void request(TrainingRequested request) throws InterruptedException {
        rest.post("/trainings", request, Void.class);
    }

    /** Ends a run; its folds in work leave after their step. */
    public void stop(String runId) throws InterruptedException {
        rest.delete(run(runId));
    }

    /** All runs, by id. */
    public List<Run> runs() throws InterruptedException {
        // What was heard of meanwhile moves to the front, and may come twice.
        Map<String, Run> runs = new TreeMap<>();
        String after = "";
        do {
            Listing page = rest.get("/trainings?limit=" + MOST_A_PAGE + after, Listing.class);
            page.runs().forEach(run -> runs.put(run.runId(), run));
            after = page.next() == null ? null : "&after=" + Rest.segment(page.next());
        } while (after != null);
        return List.copyOf(runs.values());
    }

    private record Listing(List<Run> runs, String next) {}

    /** Where each fold of a run stands. */
    public List<TrainingProgressed> progress(String runId) throws InterruptedException {
        return rest.list(run(runId), TrainingProgressed.class);
    }

    /** What was asked for, fold by fold. */
    public List<TrainingRequested> requests(String runId) throws InterruptedException {
        return rest.list(run(runId) + "/requests", TrainingRequested.class);
    }

    /** Every epoch and every topology update of a fold so far. */
    public FoldHistory history(String runId, int fold) throws InterruptedException {
        return rest.get(fold(runId, fold) + "/history", FoldHistory.class);
    }

    /** The final model of a fold. */
    public CheckpointPublished model(String runId, int fold) throws InterruptedException {
        return rest.get(fold(runId, fold) + "/model", CheckpointPublished.class);
    }

    /**
     * Publishes a checkpoint for a data set.
     *
     * @param checkpoint safetensors, with a probe and with a patch in its plan
     */
    public CheckpointPublished publish(String dataset, Path checkpoint) throws InterruptedException {
        return rest.postFile("/models?dataset=" + Rest.segment(dataset), checkpoint, CheckpointPublished.class);
    }

    /** Lets an alias mean a model, or the ensemble of several under a name. */
    public ModelPromoted promote(ModelPromoted promotion) throws InterruptedException {
        return promote(promotion, null);
    }

    /** The same. @param reason what the alias' history keeps of why, or null */
    public ModelPromoted promote(ModelPromoted promotion, String reason) throws InterruptedException {
        Meaning meaning = new Meaning(promotion.modelId(), promotion.members(), by(), reason);
        return rest.put("/aliases/" + Rest.segment(promotion.alias()), meaning, ModelPromoted.class);
    }

    /**
     * Lets an alias mean what it meant before.
     *
     * @param reason what the alias' history keeps of why, or null
     * @throws org.e2enet.faults.FaultException TRA-406 when it meant nothing
     */
    public ModelPromoted rollback(String alias, String reason) throws InterruptedException {
        return rest.post(
                "/aliases/" + Rest.segment(alias) + "/rollback", new GoingBack(by(), reason), ModelPromoted.class);
    }

    private String by() throws InterruptedException {
        return rest.hasLogin() ? null : BY;
    }

    /** What an alias is to mean. */
    private record Meaning(String modelId, List<String> members, String by, String reason) {}

    private record GoingBack(String by, String reason) {}

    /**
     * Masks of an iteration, in numbers.
     *
     * @param iteration steps done, or null for those of the last update
     * @param updates how many the run is known to have made by then, or null
     */
    public ReplayedTopology topology(String runId, int fold, Integer iteration, Integer updates)
            throws InterruptedException {
        return rest.get(fold(runId, fold) + "/topology" + query(iteration, updates), ReplayedTopology.class);
    }

    /** Writes these masks, safetensors, to a file. */
    public void masks(String runId, int fold, Integer iteration, Integer updates, Path target)
            throws InterruptedException {
        rest.download(fold(runId, fold) + "/topology/masks" + query(iteration, updates), target);
    }

    /** A run. */
    public record Run(String runId, String dataset, List<TrainingProgressed> folds) {}

    private static String run(String runId) {
        return "/trainings/" + Rest.segment(runId);
    }

    private static String fold(String runId, int fold) {
        return run(runId) + "/folds/" + fold;
    }

    private static String query(Integer iteration, Integer updates) {
        return iteration == null ? "" : "?iteration=" + iteration + (updates == null ? "" : "&updates=" + updates);
    }
}
