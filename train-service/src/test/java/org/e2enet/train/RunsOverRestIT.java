package org.e2enet.train;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.FoldHistory;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.Topic;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.checkpoint.Description;
import org.e2enet.network.checkpoint.ModelTensors;
import org.e2enet.network.checkpoint.Probe;
import org.e2enet.network.engine.Model;
import org.e2enet.network.initial.Initializer;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyStart;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.TorchOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs for those who ask: state from the 202 on, history, model, masks of any iteration; models that are taken in. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class RunsOverRestIT extends RunningService {
    @TempDir
    private static Path folder;

    @Test
    void shouldTellARunFromTheMomentItIsAccepted() {
        TrainingRequested request = TrainingWorld.request("told", 3);
        post(request).statusCode(202);

        given().get("/trainings/told").then().statusCode(200).body("[0].fold", equalTo(0));
        given().get("/trainings").then().statusCode(200).body("runs.runId", hasItem("told"));
        given().get("/trainings?limit=abc").then().statusCode(400).body("code", equalTo("EDG-109"));
        given().get("/trainings?after=elsewhere").then().statusCode(400).body("code", equalTo("EDG-107"));
        byte[] requests = given().get("/trainings/told/requests")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        assertEquals(List.of(request), List.of(EventJson.read(requests, TrainingRequested[].class)));

        assertEquals(TrainingProgressed.State.FINISHED, awaitEnd("told", 1).state());
        FoldHistory history =
                EventJson.read(given().get("/trainings/told/folds/0/history").asByteArray(), FoldHistory.class);
        assertEquals(
                List.of(1, 2, 3),
                history.epochs().stream().map(TrainingProgressed::epoch).toList());
        assertEquals(
                List.of(0, 1, 2, 3),
                history.updates().stream().map(FoldHistory.Update::update).toList());
        given().get("/trainings/told/folds/-1/history").then().statusCode(404).body("code", equalTo("TRA-213"));
        given().get("/trainings/told/folds/0/model").then().statusCode(200).body("modelId", equalTo("told-fold0"));

        // Refused before it is accepted, not put aside after.
        post(TrainingWorld.request("told", 2)).statusCode(400).body("code", equalTo("TRA-201"));
        given().get("/trainings/never/requests").then().statusCode(404).body("code", equalTo("TRA-213"));
        given().get("/trainings/never/folds/0/model").then().statusCode(404).body("code", equalTo("TRA-214"));
    }

    @Test
    void shouldRebuildEveryIterationsMasksFromTheTopic() throws IOException {
        RecordedRun whole = new RecordedRun("whole-masks", 1, world.store());
        whole.events().forEach(this::send);

        for (int iteration : new int[] {0, 2, 3, 8, 12, 17}) {
            assertEquals(whole.after(iteration / 3), masks("whole-masks", "?iteration=" + iteration));
        }
        topology("whole-masks", "?iteration=8")
                .statusCode(200)
                .body("updates", equalTo(2))
                .body("updateIteration", equalTo(6));
        topology("whole-masks", "").statusCode(200).body("iteration", equalTo(15));
    }

    @Test
    void shouldNameWhatTheTopicLacks() {
        RecordedRun run = new RecordedRun("gap-masks", 3, world.store());
        List<MasksEvolved> events = new ArrayList<>(run.events());
        MasksEvolved lost = events.remove(2);
        events.forEach(this::send);
        probe.send(
                TOPICS.name(Topic.MASKS_EVOLVED),
                "gap-masks",
                "{\"runId\":\"gap-masks\",".getBytes(StandardCharsets.UTF_8));

        topology("gap-masks", "")
                .statusCode(400)
                .body("code", equalTo("EVT-201"))
                .body("what", containsString("number 2"));
        topology("gap-masks", "?iteration=5").statusCode(200);
        topology("gap-masks", "?iteration=15&updates=6").statusCode(400).body("code", equalTo("EVT-201"));
        // Sent again, as from a dead letter topic, it closes the gap: the order of updates does not matter.
        send(lost);
        topology("gap-masks", "?iteration=17&updates=5").statusCode(200).body("updates", equalTo(5));
        topology("gap-masks", "?iteration=18").statusCode(400).body("code", equalTo("EVT-203"));
        given().get("/trainings/gap-masks/folds/3/topology")
                .then()
                .statusCode(400)
                .body("code", equalTo("TRA-211"))
                .body("what", containsString("only of folds [0]"));
    }

    @Test
    void shouldTakeAModelInAndPromoteIt() throws IOException {
        byte[] checkpoint = checkpoint(1);
        String modelId = importing(TrainingWorld.DATASET, checkpoint)
                .statusCode(201)
                .extract()
                .path("modelId");
        assertTrue(modelId.startsWith(TrainingWorld.DATASET + "-imported-"), modelId);
        assertEquals(
                modelId,
                importing(TrainingWorld.DATASET, checkpoint)
                        .statusCode(201)
                        .extract()
                        .<String>path("modelId"));
        importing("nowhere", checkpoint).statusCode(400).body("code", equalTo("TRA-401"));
        importing(TrainingWorld.DATASET, new byte[100]).statusCode(400).body("code", containsString("NET-"));

        promote("taken-in", "{\"modelId\": \"" + modelId + "\"}")
                .statusCode(200)
                .body("modelId", equalTo(modelId));
        probe.await(TOPICS.name(Topic.MODELS_PROMOTED), record -> "taken-in".equals(record.key()), PATIENCE);
        promote("taken-in", "{\"modelId\": \"no-such\"}").statusCode(404).body("code", equalTo("TRA-404"));
        promote("no alias", "{\"modelId\": \"" + modelId + "\"}")
                .statusCode(400)
                .body("code", equalTo("TRA-405"));
    }

    @Test
    void shouldLetAnAliasMeanAgainWhatItMeantBefore() throws IOException {
        String modelId = published(checkpoint(1));
        String ensemble =
                "{\"modelId\": \"both\", \"members\": [\"" + modelId + "\", \"" + published(checkpoint(2)) + "\"]}";
        rollback("moved").statusCode(404).body("code", equalTo("TRA-406"));
        promote("moved", "{\"modelId\": \"" + modelId + "\"}").statusCode(200);
        rollback("moved").statusCode(404).body("code", equalTo("TRA-406"));

        promote("moved", ensemble).statusCode(200);
        promote("moved", ensemble).statusCode(200);
        rollback("moved").statusCode(200).body("modelId", equalTo(modelId));
        rollback("moved").statusCode(200).body("modelId", equalTo("both"));
        probe.await(
                TOPICS.name(Topic.MODELS_PROMOTED),
                record -> "moved".equals(record.key())
                        && new String(record.value(), StandardCharsets.UTF_8).contains(modelId),
                PATIENCE);
    }

    @Test
    void shouldKeepWhoACallSaysItIsWhereNobodyLogsIn() {
        String modelId = published(checkpoint(1));
        promote("told", "{\"modelId\": \"" + modelId + "\", \"by\": \"grace\", \"reason\": \"sharper\"}")
                .statusCode(200);
        given().get("/aliases/told/history")
                .then()
                .statusCode(200)
                .body("changes.by", equalTo(List.of("grace")))
                .body("changes.reason", equalTo(List.of("sharper")));
    }

    private static ValidatableResponse rollback(String alias) {
        return given().post("/aliases/{alias}/rollback", alias).then();
    }

    private static String published(byte[] checkpoint) {
        return importing(TrainingWorld.DATASET, checkpoint)
                .statusCode(201)
                .extract()
                .path("modelId");
    }

    static byte[] checkpoint(long seed) {
        TrainingRequested request = TrainingWorld.request("any", 1);
        var graph = Architectures.graph(request.plan());
        Model model =
                new Model(graph, new Initializer(seed).weights(graph), TopologyStart.random(graph, request.plan(), 1));
        return Checkpoint.of(Description.of(request.plan(), request.recipe(), 0, null), model)
                .withProbe(Probe.of(new TorchEngine(TorchOptions.DEFAULT), model, request.plan(), 0))
                .toSafetensors()
                .toBytes();
    }

    private static ValidatableResponse importing(String dataset, byte[] checkpoint) {
        return given().contentType("application/octet-stream")
                .body(checkpoint)
                .post("/models?dataset=" + dataset)
                .then();
    }

    private static ValidatableResponse promote(String alias, String meaning) {
        return given().contentType("application/json")
                .body(meaning)
                .put("/aliases/{alias}", alias)
                .then();
    }

    private static ValidatableResponse post(TrainingRequested request) {
        return given().body(EventJson.write(request))
                .contentType("application/json")
                .post("/trainings")
                .then();
    }

    private static ValidatableResponse topology(String runId, String query) {
        return given().get("/trainings/" + runId + "/folds/0/topology" + query).then();
    }

    private static Topology masks(String runId, String query) throws IOException {
        Path file = folder.resolve("masks.safetensors");
        Files.write(
                file,
                given().get("/trainings/" + runId + "/folds/0/topology/masks" + query)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray());
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            return ModelTensors.topology(read);
        }
    }
}
