package org.e2enet.train;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.FoldDocument;
import org.e2enet.catalogue.Runs;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DeadLetter;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.Topic;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.quality.QualityReference;
import org.e2enet.contract.quality.Range;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.checkpoint.ModelTensors;
import org.e2enet.network.topology.RecordedTopology;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.testkit.HeardLog;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.TopicProbe;
import org.junit.jupiter.api.Test;

/** The running service on a real broker; every test has a run of its own. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class TrainServiceIT extends RunningService {
    @Test
    void shouldTrainAFoldAndPublishAModelThatItsEventsReplay() throws Exception {
        TrainingRequested request = TrainingWorld.request("whole", 3);
        given().body(EventJson.write(request))
                .contentType("application/json")
                .post("/trainings")
                .then()
                .statusCode(202)
                .body("runId", equalTo("whole"));

        assertEquals(12, awaitEnd("whole", 1).iteration());
        CheckpointPublished model = checkpoints("whole", 1).getFirst();
        assertEquals("whole-fold0", model.modelId());
        assertEquals(Topic.MODELS_PROMOTED, promotion("whole-fold0").topic());
        Checkpoint checkpoint;
        try (SafetensorsFile file = SafetensorsFile.open(world.store().localFile(model.weights()))) {
            checkpoint = Checkpoint.read(file);
        }
        assertEquals(checkpoint.topology(), replayed(request));
        assertTrue(world.store().contains(model.probe()));
        requireReference(request, checkpoints("whole", 2).get(1));
        given().get("/trainings/whole").then().statusCode(200).body("[0].state", equalTo("FINISHED"));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/metrics")
                .then()
                .body(containsString("e2enet_training_folds_total{code=\"none\",outcome=\"finished\"")));
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        given().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItem("store")));
    }

    /** What is usual for the model: of all its scans, and what the truth of its classes says. */
    private static void requireReference(TrainingRequested request, CheckpointPublished model) {
        QualityReference reference = model.reference();
        assertEquals(request.scanIds().size(), reference.scans());
        Range volume = reference.ranges().get("volume.1");
        assertTrue(0 < volume.low() && volume.low() < volume.high(), volume::toString);
        assertTrue(
                reference
                        .ranges()
                        .keySet()
                        .containsAll(Set.of("extent.depth", "uncertainty", "boundary.0", "stability.0")),
                reference.ranges()::toString);
    }

    /** The topology the topic alone tells: the start's snapshot and every update after it. */
    private Topology replayed(TrainingRequested request) {
        List<MasksEvolved> events = probe.records(TOPICS.name(Topic.MASKS_EVOLVED)).stream()
                .filter(record -> request.runId().equals(record.key()))
                .map(record -> EventJson.read(record.value(), MasksEvolved.class))
                .toList();
        assertEquals(4, events.size(), "the start and the updates after steps 3, 6 and 9");
        return new RecordedTopology(request.runId(), request.fold(), events, this::snapshot)
                .at(request.recipe().iterations(), 3)
                .topology();
    }

    private Topology snapshot(ObjectRef ref) {
        try (SafetensorsFile file = SafetensorsFile.open(world.store().localFile(ref))) {
            return ModelTensors.topology(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void shouldAnnounceAFinishedFoldAgainWithoutTrainingIt() {
        TrainingRequested request = TrainingWorld.request("twice", 1);
        send(request);
        awaitEnd("twice", 1);

        send(request);

        awaitEnd("twice", 2);
        List<CheckpointPublished> announced = checkpoints("twice", 3);
        assertEquals(announced.get(1), announced.get(2));
    }

    @Test
    void shouldLeaveTheAliasToWhatWasPromotedSince() {
        TrainingRequested request = TrainingWorld.request("older", 1);
        send(request);
        awaitEnd("older", 1);
        ModelPromoted newer = new ModelPromoted("ball", "newer-fold0");
        String alias = "aliases/ball.json";
        world.store().publish(alias, EventJson.write(newer));

        send(request);
        awaitEnd("older", 2);
        assertEquals(newer, EventJson.read(world.store().find(alias).orElseThrow(), ModelPromoted.class));
        // Nor does a fold whose process died between its promotion and its end.
        FoldDocument ended = fold("older");
        runs().put(ended.with(ended.progress().in(TrainingProgressed.State.RUNNING, null)));
        send(request);
        awaitEnd("older", 3);
        assertEquals(newer, EventJson.read(world.store().find(alias).orElseThrow(), ModelPromoted.class));

        world.store().remove(alias);
        send(request);
        awaitEnd("older", 4);
        assertTrue(world.store().find(alias).isEmpty(), "a demoted alias stays so");
        assertEquals(
                1,
                probe.records(TOPICS.name(Topic.MODELS_PROMOTED)).stream()
                        .map(record -> EventJson.read(record.value(), ModelPromoted.class))
                        .filter(promotion -> promotion.modelId().equals("older-fold0"))
                        .count());
    }

    @Test
    void shouldShowAFoldThatEndedItsProcessAgainAndAgainAsFailed() {
        TrainingRequested request = TrainingWorld.request("deadly", 1);
        send(TrainingWorld.request("before-deadly", 1));
        awaitEnd("before-deadly", 1);
        FoldDocument like = fold("before-deadly");
        runs().put(new FoldDocument(request, running("deadly", like.progress()), null, 3, null));

        send(request);

        assertEquals("TRA-902", awaitEnd("deadly", 1).fault().code());
        given().get("/trainings/deadly").then().body("[0].state", equalTo("FAILED"));
        // Who asks again has mended the cause.
        send(request);
        assertEquals(TrainingProgressed.State.FINISHED, awaitEnd("deadly", 2).state());
    }

    private static TrainingProgressed running(String runId, TrainingProgressed like) {
        return new TrainingProgressed(
                runId,
                0,
                TrainingProgressed.State.RUNNING,
                0,
                like.epochs(),
                0,
                like.iterations(),
                null,
                like.learningRate(),
                null,
                List.of(),
                0,
                0,
                null);
    }

    private FoldDocument fold(String runId) {
        return runs().find(runId, 0).orElseThrow();
    }

    private Runs runs() {
        return new Catalogue(world.store()).runs();
    }

    @Test
    void shouldCancelARunningFoldAWaitingOneAndNoFinishedOne() {
        double before = cancelledFolds();
        send(TrainingWorld.request("long", 5000));
        send(TrainingWorld.request("waiting", 1));
        probe.await(TOPICS.name(Topic.TRAINING_PROGRESSED), record -> "long".equals(record.key()), PATIENCE);

        given().delete("/trainings/waiting").then().statusCode(202);
        given().delete("/trainings/long").then().statusCode(202);

        TrainingProgressed cancelled = awaitEnd("long", 1);
        assertEquals(TrainingProgressed.State.CANCELLED, cancelled.state());
        assertEquals(TrainingProgressed.State.CANCELLED, awaitEnd("waiting", 1).state());
        assertEquals(0, awaitEnd("waiting", 1).iteration());
        given().get("/trainings/long").then().body("[0].state", equalTo("CANCELLED"));
        refused(TrainingWorld.request("long", 5000), "TRA-204");
        send(TrainingWorld.request("short", 1));
        awaitEnd("short", 1);
        given().delete("/trainings/short").then().statusCode(409).body("code", equalTo("TRA-205"));
        Awaitility.await().atMost(PATIENCE).until(() -> cancelledFolds() == before + 2);
    }

    private static double cancelledFolds() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("e2enet_training_folds_total") && line.contains("\"cancelled\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void shouldNotAnswerWhoAsksAgainWithTheFailureOfBefore() {
        TrainingRequested doomed = TrainingWorld.request("doomed", 20, 10, List.of(TrainingWorld.SCAN), 1e30);
        send(doomed);
        assertEquals(TrainingProgressed.State.FAILED, awaitEnd("doomed", 1).state());
        // It goes on until it is cancelled: what waits behind it cannot end before it was looked at.
        send(TrainingWorld.request("before-doomed", 5000));
        probe.await(TOPICS.name(Topic.TRAINING_PROGRESSED), record -> "before-doomed".equals(record.key()), PATIENCE);

        given().body(EventJson.write(doomed))
                .contentType("application/json")
                .post("/trainings")
                .then()
                .statusCode(202);

        given().get("/trainings/doomed").then().body("[0].state", equalTo("RUNNING"));
        given().delete("/trainings/before-doomed").then().statusCode(202);
        assertEquals("SPA-301", awaitEnd("doomed", 2).fault().code());
    }

    @Test
    void shouldRefuseAnotherRequestUnderATakenRunId() {
        send(TrainingWorld.request("taken", 1));
        awaitEnd("taken", 1);

        send(TrainingWorld.request("taken", 2));

        assertEquals("TRA-201", TopicProbe.header(deadLetter("taken/0"), DeadLetter.REASON_CODE));
        given().get("/trainings/taken").then().body("[0].epochs", equalTo(1));
    }

    @Test
    void shouldLogNoNameThatACallerMadeUp() {
        try (HeardLog log = new HeardLog()) {
            TrainingRequested asked =
                    TrainingWorld.request("DOE-JOHN-19700101", 2, 4, List.of(TrainingWorld.SCAN), 0.01);
            TrainingRequested named = new TrainingRequested(
                    asked.runId(),
                    0,
                    1,
                    asked.dataset(),
                    asked.scanIds(),
                    asked.scanIds(),
                    asked.plan(),
                    asked.recipe(),
                    "DOE-JOHN-alias");
            send(named);
            assertEquals(
                    TrainingProgressed.State.FINISHED,
                    awaitEnd(named.runId(), 1).state());
            send(TrainingWorld.request("DOE-JANE", 1, 1, List.of("DOE-JANE-CT"), 0.01));
            assertEquals("TRA-102", awaitEnd("DOE-JANE", 1).fault().code());
            send(TrainingWorld.request("DOE-JANE", 2, 1, List.of("DOE-JANE-CT"), 0.01));
            deadLetter("DOE-JANE/0");
            given().delete("/trainings/DOE-JOHN-19700101").then().statusCode(409);

            assertTrue(log.lines().stream().anyMatch(line -> line.matches(".*step \\S+ of .*")), "is heard");
            assertEquals(
                    List.of(),
                    log.lines().stream().filter(line -> line.contains("DOE")).toList());
        }
    }

    @Test
    void shouldSetUnreadableRecordsAsideAndGoOn() {
        probe.send(TOPICS.name(Topic.TRAINING_REQUESTED), "garbage", "{\"runId\":".getBytes(StandardCharsets.UTF_8));
        send(TrainingWorld.request("after-garbage", 1));

        awaitEnd("after-garbage", 1);
        assertEquals("EVT-101", TopicProbe.header(deadLetter("garbage"), DeadLetter.REASON_CODE));
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> given().get("/q/health").then().statusCode(200).body("status", equalTo("UP")));
    }

    @Test
    void shouldStopARunWhoseLossIsNoNumberAndLetOthersGoOn() {
        send(TrainingWorld.request("explodes", 20, 10, List.of(TrainingWorld.SCAN), 1e30));
        send(TrainingWorld.request("survives", 1));

        TrainingProgressed end = awaitEnd("explodes", 1);
        assertEquals(TrainingProgressed.State.FAILED, end.state());
        assertEquals("SPA-301", end.fault().code());
        assertTrue(end.fault().where().endsWith(", cases [ball-1]"), end.fault()::where);
        assertEquals(TrainingProgressed.State.FINISHED, awaitEnd("survives", 1).state());
    }

    @Test
    void shouldNameScansThatCannotBeTrainedOn() {
        world.scan("blind-1", false);

        refused(TrainingWorld.request("r1", 1, 1, List.of("no-such"), 0.01), "TRA-102");
        refused(TrainingWorld.request("r2", 1, 1, List.of("blind-1"), 0.01), "TRA-104");
        send(TrainingWorld.request("r3", 1, 1, List.of("no-such"), 0.01));
        assertEquals("TRA-102", awaitEnd("r3", 1).fault().code());
        given().get("/trainings/never-asked").then().statusCode(404).body("code", equalTo("TRA-202"));
    }

    private ModelPromoted promotion(String modelId) {
        return EventJson.read(
                probe.await(
                                TOPICS.name(Topic.MODELS_PROMOTED),
                                record -> EventJson.read(record.value(), ModelPromoted.class)
                                        .modelId()
                                        .equals(modelId),
                                PATIENCE)
                        .value(),
                ModelPromoted.class);
    }
}
