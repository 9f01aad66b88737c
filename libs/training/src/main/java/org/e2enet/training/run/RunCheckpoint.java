package org.e2enet.training.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.checkpoint.Description;
import org.e2enet.network.checkpoint.OptimizerState;
import org.e2enet.network.costs.CostCounter;
import org.e2enet.network.training.TrainingState;

/** A run's state as a checkpoint, and back: what resumes a run is the same file that could be served or fine-tuned. */
public final class RunCheckpoint {
    private static final String RUN = "run";
    private static final String ENGINE = "engine";
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunCheckpoint() {}

    public static Checkpoint of(RunState state, Plan plan, Recipe recipe) {
        return of(state, plan, recipe, Map.of());
    }

    /** @param documents to stand in the description besides the run's own */
    public static Checkpoint of(RunState state, Plan plan, Recipe recipe, Map<String, JsonNode> documents) {
        Map<String, JsonNode> described = new HashMap<>(documents);
        described.put(RUN, counters(state));
        TrainingState training = state.training();
        Description description = new Description(
                plan,
                recipe,
                state.iteration(),
                CostCounter.of(Architectures.graph(plan), training.topology(), plan.patch()),
                state.validation()
                        .current()
                        .map(dice -> Map.of("smoothedPseudoDice", dice))
                        .orElse(Map.of()),
                Map.of(),
                described);
        return new Checkpoint(
                description,
                training.weights(),
                training.topology(),
                new OptimizerState(training.momentum(), training.secondMoment()),
                state.exploration(),
                Optional.empty());
    }

    public static RunState state(Checkpoint checkpoint) {
        JsonNode run = checkpoint.description().documents().getOrDefault(RUN, JSON.createObjectNode());
        return new RunState(
                new TrainingState(
                        checkpoint.description().iteration(),
                        checkpoint.weights(),
                        checkpoint.optimizer().momentum(),
                        checkpoint.optimizer().secondMoment(),
                        checkpoint.topology()),
                checkpoint.exploration(),
                run.path("updates").asInt(),
                new RunState.SmoothedDice(number(run, "dice"), number(run, "bestDice")),
                run.has(ENGINE) ? Optional.of(run.get(ENGINE).asText()) : Optional.empty());
    }

    private static JsonNode counters(RunState state) {
        ObjectNode run = JSON.createObjectNode().put("updates", state.updates());
        state.engine().ifPresent(engine -> run.put(ENGINE, engine));
        state.validation().current().ifPresent(dice -> run.put("dice", dice));
        state.validation().best().ifPresent(dice -> run.put("bestDice", dice));
        return run;
    }

    private static Optional<Double> number(JsonNode run, String field) {
        return run.has(field) ? Optional.of(run.get(field).asDouble()) : Optional.empty();
    }
}
