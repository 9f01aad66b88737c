package org.e2enet.train;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.Arrays;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.Size3;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.TrainingStart;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.testkit.KafkaAndStore;
import org.junit.jupiter.api.Test;

/** Models that are tuned on by the running service. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class FineTuningIT extends RunningService {
    private static final Plan PLAN = TrainingWorld.request("any", 1).plan();

    @Test
    void shouldTuneAModelWithItsTopologyKeptOrEvolvingOn() throws IOException {
        send(TrainingWorld.request("base", 2));
        Checkpoint base = published("base");

        accepted(tuning("kept", "base-fold0", TrainingStart.Topology.FIXED, PLAN));
        accepted(tuning("evolved", "base-fold0", TrainingStart.Topology.EVOLVING, PLAN));

        Checkpoint kept = published("kept");
        assertEquals(base.topology(), kept.topology());
        // A bias that only a norm reads has no part in the model (ADR 0221).
        base.weights().forEach((name, tensor) -> {
            if (!name.endsWith(".conv.bias")) {
                assertFalse(
                        Arrays.equals(tensor.values(), kept.weights().get(name).values()), name);
            }
        });
        assertNotEquals(base.topology(), published("evolved").topology());
        assertEquals(
                "base-fold0",
                kept.description().documents().get("start").get("modelId").asText());
    }

    @Test
    void shouldTuneAModelOnMoreClasses() throws IOException {
        send(TrainingWorld.request("two-classes", 1));
        checkpoints("two-classes", 1);

        TrainingRequested more = TrainingWorld.of(
                world.rareLabels("four-labels", 3),
                tuning("four-classes", "two-classes-fold0", TrainingStart.Topology.FIXED, PLAN.withEnds(1, 4)));
        accepted(more);

        assertEquals(4, published("four-classes").model().graph().classes());
    }

    @Test
    void shouldRefuseStartsThatCannotBe() {
        send(TrainingWorld.request("narrow", 1));
        checkpoints("narrow", 1);
        Plan wider = Presets.e2enet(6, 12, 3, 1, 2, new Size3(8, 16, 16), 0.5);

        refused(tuning("s1", "no-such", TrainingStart.Topology.FIXED, PLAN), "TRA-108");
        refused(tuning("s2", "narrow-fold0", TrainingStart.Topology.FIXED, wider), "NET-108");
        send(tuning("s3", "no-such", TrainingStart.Topology.EVOLVING, PLAN));
        TrainingProgressed end = awaitEnd("s3", 1);
        assertEquals("TRA-108", end.fault().code());
        assertEquals("no-such", end.fault().where());
    }

    private static TrainingRequested tuning(String runId, String modelId, TrainingStart.Topology topology, Plan plan) {
        TrainingRequested request = TrainingWorld.request(runId, 1);
        return new TrainingRequested(
                runId,
                0,
                1,
                request.dataset(),
                request.scanIds(),
                request.validationScanIds(),
                plan,
                request.recipe(),
                null,
                new TrainingStart(modelId, topology));
    }

    private static void accepted(TrainingRequested request) {
        given().body(EventJson.write(request))
                .contentType("application/json")
                .post("/trainings")
                .then()
                .statusCode(202);
    }

    private Checkpoint published(String runId) throws IOException {
        CheckpointPublished model = checkpoints(runId, 1).getFirst();
        return Checkpoint.load(world.store().localFile(model.weights()));
    }
}
