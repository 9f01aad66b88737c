package org.e2enet.metrics;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.e2enet.contract.DeadLetter;
import org.e2enet.contract.Event;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelScored;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.history.Rescorings;
import org.e2enet.metrics.intake.Rescoring;
import org.e2enet.testkit.HeardLog;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The running service on a real broker; every test has a dataset of its own. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class MetricsServiceIT {
    private static final Topics TOPICS = Topics.withDefaultPrefix();
    private static final Duration PATIENCE = Patience.LONG;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "store.directory")
    Path storeDirectory;

    @Inject
    Rescorings rescorings;

    @Inject
    Rescoring rescoring;

    /** Set by the test resource. */
    Runnable restartBroker;

    private ScoredWorld world;
    private TopicProbe probe;

    @BeforeEach
    void look() {
        world = new ScoredWorld(storeDirectory);
        probe = new TopicProbe(bootstrapServers);
    }

    @AfterEach
    void leave() {
        probe.close();
    }

    @Test
    void shouldScoreAPredictionWithAnAbsentClass() {
        world.dataset("absent");
        world.scan("absent-1", "absent", true);
        world.model("absent-m", "absent", 9_445_000, 778_742_000_000L);

        send(world.prediction("absent-1", "absent", "absent-m", 1));

        ScoresComputed score = awaitScore("absent-1-absent-m");
        // Class 1 is 3 wide and shifted by 1: two thirds overlap. Class 2 fits. Class 3 is in neither.
        assertEquals(2 / 3.0, score.classes().get(0).dice(), 1e-12);
        assertEquals(1.0, score.classes().get(1).dice());
        assertEquals(1.0, score.classes().get(0).hdMm());
        assertEquals(null, score.classes().get(2).dice());
        assertEquals(2, score.definedClasses());
        assertEquals(5 / 6.0, score.meanDice(), 1e-12);
        assertEquals("absent-in-both-undefined", score.policy());
        assertEquals("bladder", score.classes().get(2).name());
        // One slab of 6 x 6 voxels of 2 mm³ lies outside.
        assertEquals(72.0, score.classes().get(0).falsePositiveMm3(), 1e-12);
        assertEquals(216.0, score.classes().get(0).truthMm3(), 1e-12);

        ModelScored model = awaitModel("absent-m", 1);
        assertEquals(List.of("absent-m"), model.comparisonSet());
        assertEquals(2.0, model.pt(), 1e-12);
        assertEquals(9.445, model.paramsM(), 1e-9);
        assertEquals(778.742, model.flopsG(), 1e-9);

        given().get("/scores/absent-1-absent-m")
                .then()
                .statusCode(200)
                .body("classes[2].dice", nullValue())
                .body("classes[2].defined", equalTo(false))
                .body("classes[0].name", equalTo("liver"));
    }

    @Test
    void shouldAnnounceARepeatedPredictionAgainWithoutScoringIt() {
        world.dataset("repeated");
        world.scan("repeated-1", "repeated", true);
        world.model("repeated-m", "repeated", 1_000_000, 1_000_000_000);
        PredictionCompleted prediction = world.prediction("repeated-1", "repeated", "repeated-m", 0);
        send(prediction);
        awaitScore(prediction.predictionId());

        send(prediction);

        List<ConsumerRecord<String, byte[]>> announced = probe.awaitCount(
                TOPICS.name(Topic.SCORES_COMPUTED), record -> isScore(record, prediction.predictionId()), 2, PATIENCE);
        // The time it took is part of the score: equal bytes mean it was not computed twice.
        assertEquals(text(announced.get(0)), text(announced.get(1)));
        assertEquals(TopicProbe.header(announced.get(0), "ce_id"), TopicProbe.header(announced.get(1), "ce_id"));
        assertEquals("org.e2enet.scores.computed.v1", TopicProbe.header(announced.get(0), "ce_type"));
        assertEquals("application/json", TopicProbe.header(announced.get(0), "content-type"));
        given().get("/scores/" + prediction.predictionId() + "/revisions")
                .then()
                .body("", hasSize(1))
                .body("[0].revision", equalTo(1))
                .body("[0].current", equalTo(true));
        given().queryParam("dataset", "repeated").get("/scores").then().body("", hasSize(1));
    }

    @Test
    void shouldSetUnreadableRecordsAsideAndGoOn() {
        world.dataset("garbage");
        world.scan("garbage-1", "garbage", true);
        byte[] garbage = "{\"predictionId\": \"../../etc\"".getBytes(StandardCharsets.UTF_8);
        probe.send(TOPICS.name(Topic.PREDICTIONS_COMPLETED), "garbage", garbage);
        probe.send(TOPICS.name(Topic.PREDICTIONS_COMPLETED), "garbage", new byte[] {0, 1, 2});

        send(world.prediction("garbage-1", "garbage", "garbage-m", 0));

        awaitScore("garbage-1-garbage-m");
        List<ConsumerRecord<String, byte[]>> dead = probe.awaitCount(
                TOPICS.deadLetters(Topic.PREDICTIONS_COMPLETED), record -> "garbage".equals(record.key()), 2, PATIENCE);
        // Two are scored at once, so they may be set aside in any order.
        assertTrue(dead.stream().anyMatch(letter -> text(letter).equals(new String(garbage, StandardCharsets.UTF_8))));
        assertEquals("EVT-101", TopicProbe.header(dead.getFirst(), DeadLetter.REASON_CODE));
        assertEquals("metrics.score", TopicProbe.header(dead.getFirst(), DeadLetter.STAGE));
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> given().get("/q/health").then().statusCode(200).body("status", equalTo("UP")));
    }

    @Test
    void shouldSetAPredictionOnAnotherGridAside() {
        world.dataset("grid");
        world.scan("grid-1", "grid", true);

        send(world.prediction("grid-1", "grid", "grid-m", 0, 16));

        ConsumerRecord<String, byte[]> dead = probe.await(
                TOPICS.deadLetters(Topic.PREDICTIONS_COMPLETED), record -> "grid-1".equals(record.key()), PATIENCE);
        assertEquals("IMG-114", TopicProbe.header(dead, DeadLetter.REASON_CODE));
        given().get("/scores/grid-1-grid-m").then().statusCode(404).body("code", equalTo("MET-201"));
    }

    @Test
    void shouldCountPredictionsWithoutTruth() {
        double before = counter("e2enet_predictions_without_truth_total{reason=\"no-labels\"}");
        world.dataset("blind");
        world.scan("blind-1", "blind", false);

        send(world.prediction("blind-1", "blind", "blind-m", 0));

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> counter("e2enet_predictions_without_truth_total{reason=\"no-labels\"}") == before + 1);
        given().queryParam("dataset", "blind").get("/scores").then().body("", hasSize(0));
    }

    @Test
    void shouldCompareTheModelsOfADataset() {
        world.dataset("two");
        world.model("two-a", "two", 10_000_000, 1_000_000_000_000L);
        world.model("two-b", "two", 5_000_000, 500_000_000_000L);
        for (int scan = 1; scan <= 3; scan++) {
            world.scan("two-" + scan, "two", true);
            send(world.prediction("two-" + scan, "two", "two-a", 0));
            send(world.prediction("two-" + scan, "two", "two-b", 1));
        }

        ModelScored winner = awaitModel("two-a", 3);
        // 1 * 1 + 1/2 (5/10 + 0.5/1) against the other's 1 * (5/6) + 1/2 (1 + 1).
        awaitTable("two", "models[0].pt", 1.5);
        awaitTable("two", "models[1].pt", 5 / 6.0 + 1);
        assertEquals(100, winner.meanDicePercent(), 1e-9);

        given().queryParam("dataset", "two")
                .get("/models")
                .then()
                .statusCode(200)
                .body("[0].comparisonSet", contains("two-a", "two-b"))
                .body("[0].alpha2", equalTo(0.5f))
                .body("[0].models[0].cases", equalTo(3))
                .body("[0].models[1].paramsM", equalTo(5.0f));
        given().queryParam("alpha1", 2)
                .queryParam("alpha2", 0)
                .get("/datasets/two/compare")
                .then()
                .statusCode(200)
                .body("table.models[0].pt", equalTo(2.0f))
                .body("table.comparisonSet", contains("two-a", "two-b"))
                .body("meanDiceIntervals.two-b.values", equalTo(3))
                .body("pairs[0].cases", equalTo(3))
                .body("pairs[0].pValue", equalTo(0.25f))
                .body("pairs[0].rankBiserial", equalTo(1.0f))
                .body("pairs[0].limits", containsString("no difference can be shown"))
                .body("pairs[0].classes[2].cases", equalTo(0))
                .body("ranks.averageRanks", contains(1.0f, 2.0f))
                .body("sweep", hasSize(9));
        given().accept("text/csv")
                .queryParam("dataset", "two")
                .get("/models")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .body(containsString("two,two-a,3,100.0,10.00,1000.00,1.50,100.0"));
        given().accept("application/x-latex")
                .queryParam("dataset", "two")
                .get("/models")
                .then()
                .body(containsString("\\toprule"))
                .body(containsString("two & two-b & 3 & 83.3 & 5.00 & 500.00 & 1.83"));
        given().accept("text/markdown")
                .queryParam("dataset", "two")
                .get("/paper/table1")
                .then()
                .body(containsString("| CoTr | 77.1 |"))
                .body(containsString("| two-b | 83.3 |"));
        given().get("/paper/table1").then().body("rows[0].printed", equalTo("1.07"));
        given().get("/paper/table3").then().statusCode(404).body("code", equalTo("MET-205"));
        given().accept("image/svg+xml")
                .get("/datasets/two/sweep")
                .then()
                .statusCode(200)
                .body(containsString("two-b"));
        given().accept("image/png")
                .get("/datasets/two/ranks")
                .then()
                .statusCode(200)
                .contentType("image/png");
        given().get("/datasets/none/ranks").then().statusCode(404);
        given().get("/models/two-a/history").then().body("standing.comparisonSet", hasItem(contains("two-a", "two-b")));
        given().get("/datasets/none/compare").then().statusCode(404).body("code", equalTo("MET-202"));
        given().queryParam("alpha1", -1)
                .get("/datasets/two/compare")
                .then()
                .statusCode(400)
                .body("code", equalTo("SCO-113"));
    }

    @Test
    void shouldShowPrometheusTheScoresByLabelIndex() {
        world.dataset("gauges");
        world.scan("gauges-1", "gauges", true);
        world.model("gauges-m", "gauges", 1_000_000, 1_000_000_000);
        send(world.prediction("gauges-1", "gauges", "gauges-m", 0));
        awaitModel("gauges-m", 1);

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("e2enet_dice{dataset=\"gauges\",label=\"1\",model=\"gauges-m\"} 1.0"))
                .body(containsString("e2enet_nsd{dataset=\"gauges\",label=\"2\",model=\"gauges-m\"} 1.0"))
                .body(containsString("e2enet_mean_dice{dataset=\"gauges\",model=\"gauges-m\"} 1.0"))
                .body(containsString("e2enet_pt_score{dataset=\"gauges\",model=\"gauges-m\"} 2.0"))
                .body(containsString("e2enet_model_flops{dataset=\"gauges\",model=\"gauges-m\"} 1.0E9"))
                .body(containsString("e2enet_scoring_seconds_count")));
        // The absent class has no series.
        assertTrue(!metrics().contains("e2enet_dice{dataset=\"gauges\",label=\"3\""));
    }

    @Test
    void shouldCompleteTheStandingWhenTheCheckpointComesLate() {
        world.dataset("late");
        world.scan("late-1", "late", true);
        send(world.prediction("late-1", "late", "late-m", 0));
        awaitScore("late-1-late-m");
        given().queryParam("dataset", "late").get("/models").then().body("[0].models[0].pt", nullValue());

        send(world.model("late-m", "late", 1_000_000, 1_000_000_000));

        assertEquals(2.0, awaitModel("late-m", 1).pt());
        given().queryParam("dataset", "late").get("/models").then().body("dataset", hasItem("late"));
    }

    @Test
    void shouldLoseNothingWhenTheBrokerRestarts() {
        world.dataset("restart");
        for (int scan = 1; scan <= 6; scan++) {
            world.scan("restart-" + scan, "restart", true);
            send(world.prediction("restart-" + scan, "restart", "restart-m", 0));
        }

        restartBroker.run();

        for (int scan = 1; scan <= 6; scan++) {
            assertEquals(1.0, awaitScore("restart-" + scan + "-restart-m").meanDice());
        }
        given().queryParam("dataset", "restart").get("/scores").then().body("", hasSize(6));
    }

    @Test
    void shouldScoreWhenTheTruthComesLateAndAgainWhenItIsCorrected() {
        world.dataset("truth");
        world.scan("truth-1", "truth", false);
        PredictionCompleted prediction = world.kept(world.prediction("truth-1", "truth", "truth-m", 0));
        double before = counter("e2enet_predictions_without_truth_total{reason=\"no-labels\"}");
        send(prediction);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> counter("e2enet_predictions_without_truth_total{reason=\"no-labels\"}") > before);

        send(world.labelled("truth-1", "truth", 1));

        awaitScore(prediction.predictionId());
        given().get("/scores/truth-1-truth-m").then().body("classes[0].dice", equalTo(2 / 3.0f));

        send(world.labelled("truth-1", "truth", 0));

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> given().get("/scores/truth-1-truth-m/revisions")
                .then()
                .body("revision", contains(1, 2))
                .body("current", contains(false, true))
                .body("score.meanDice", contains(equalTo(5 / 6.0f), equalTo(1.0f))));
        given().queryParam("dataset", "truth").get("/models").then().body("[0].models[0].cases", equalTo(1));
    }

    @Test
    void shouldScoreADatasetAgainWhenAsked() {
        world.dataset("again");
        world.scan("again-1", "again", true);
        PredictionCompleted prediction = world.kept(world.prediction("again-1", "again", "again-m", 0));
        send(prediction);
        awaitScore(prediction.predictionId());

        given().queryParam("dataset", "again")
                .post("/rescore")
                .then()
                .statusCode(202)
                .body("predictions", equalTo(1));

        probe.awaitCount(
                TOPICS.name(Topic.SCORES_COMPUTED), record -> isScore(record, prediction.predictionId()), 2, PATIENCE);
        given().get("/scores/again-1-again-m/revisions").then().body("", hasSize(1));
        given().post("/rescore").then().statusCode(404).body("code", equalTo("MET-202"));
    }

    /** As an end left it: one of three predictions was scored again. */
    @Test
    void shouldGoOnWithARescoringThatAnEndInterrupted() {
        world.dataset("resumed");
        List<String> ids = new ArrayList<>();
        for (int scan = 1; scan <= 3; scan++) {
            world.scan("resumed-" + scan, "resumed", true);
            PredictionCompleted prediction = world.kept(world.prediction("resumed-" + scan, "resumed", "resumed-m", 0));
            send(prediction);
            awaitScore(prediction.predictionId());
            ids.add(prediction.predictionId());
        }
        rescorings.begin("resumed");
        rescorings.advance("resumed", "", ids.getFirst());

        rescoring.resume();

        Awaitility.await().atMost(PATIENCE).until(() -> !rescorings.underWay().contains("resumed"));
        for (String id : ids) {
            probe.awaitCount(
                    TOPICS.name(Topic.SCORES_COMPUTED),
                    record -> isScore(record, id),
                    id.equals(ids.getFirst()) ? 1 : 2,
                    PATIENCE);
        }
        assertEquals(
                5,
                probe.records(TOPICS.name(Topic.SCORES_COMPUTED)).stream()
                        .filter(record -> ids.stream().anyMatch(id -> isScore(record, id)))
                        .count(),
                "the first one not again");
    }

    @Test
    void shouldPageSortAndSpareWhatAReaderHas() {
        world.dataset("pages");
        for (int scan = 1; scan <= 5; scan++) {
            world.scan("pages-" + scan, "pages", true);
            send(world.prediction("pages-" + scan, "pages", "pages-m", scan % 3));
        }
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> given().queryParam("dataset", "pages")
                .get("/scores")
                .then()
                .body("", hasSize(5)));

        List<String> seen = new ArrayList<>();
        String next = "/scores?dataset=pages&sort=-dice&limit=2";
        while (next != null) {
            Response page = given().urlEncodingEnabled(false).get(next);
            seen.addAll(page.<List<String>>path("predictionId"));
            String link = page.header("Link");
            next = link == null ? null : link.substring(link.indexOf("/scores"), link.indexOf('>'));
        }
        assertEquals(5, Set.copyOf(seen).size());
        assertEquals("pages-3-pages-m", seen.getFirst(), "its Dice is 1");

        String csv = given().accept("text/csv")
                .queryParam("dataset", "pages")
                .queryParam("limit", 2)
                .get("/scores")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .header("Link", containsString("after="))
                .extract()
                .asString();
        assertEquals(1 + 2 * 3, csv.lines().count(), "a row for each class of two scores");
        assertTrue(csv.startsWith("data set,model,scan,prediction,label,name,Dice"), csv);
        assertTrue(csv.contains("pages,pages-m,pages-1,pages-1-pages-m,1,liver,0.6666666666666666,"), csv);
        given().accept("text/markdown")
                .queryParam("dataset", "pages")
                .queryParam("label", 1)
                .get("/scores")
                .then()
                .statusCode(200)
                .body(containsString("| pages | pages-m | pages-3 |"));

        String tag = given().queryParam("dataset", "pages").get("/scores").header("ETag");
        given().queryParam("dataset", "pages")
                .header("If-None-Match", tag)
                .get("/scores")
                .then()
                .statusCode(304);
        given().queryParam("dataset", "pages")
                .header("If-Match", "\"another\"")
                .get("/scores")
                .then()
                .statusCode(412)
                .body("code", equalTo("EDG-104"));
        given().queryParam("dataset", "pages")
                .queryParam("label", 1)
                .get("/scores")
                .then()
                .body("[0].classes", hasSize(1));
    }

    /** Data sets and models are what the gauges are about; a scan, or what a failure tells, is not. */
    @Test
    void shouldLogCountAndBlameNoNameThatACallerMadeUp() {
        try (HeardLog log = new HeardLog()) {
            world.dataset("DOE-SET");
            world.scan("DOE-JOHN", "DOE-SET", true);
            world.model("DOE-m", "DOE-SET", 1_000_000, 1_000_000_000);
            PredictionCompleted good = world.kept(world.prediction("DOE-JOHN", "DOE-SET", "DOE-m", 0));
            send(good);
            awaitScore(good.predictionId());
            world.scan("DOE-JANE", "DOE-SET", true);
            send(world.kept(world.prediction("DOE-JANE", "DOE-SET", "DOE-m", 0, 16)));
            probe.send(TOPICS.name(Topic.PREDICTIONS_COMPLETED), "DOE-JUNE", new byte[] {'{'});
            List<String> reasons = Stream.of("DOE-JANE", "DOE-JUNE")
                    .map(key -> probe.await(
                            TOPICS.deadLetters(Topic.PREDICTIONS_COMPLETED),
                            record -> key.equals(record.key()),
                            PATIENCE))
                    .map(letter -> TopicProbe.header(letter, DeadLetter.REASON))
                    .toList();
            given().queryParam("dataset", "DOE-SET").post("/rescore").then().statusCode(202);
            Awaitility.await().atMost(PATIENCE).until(() -> log.lines().stream()
                    .anyMatch(line -> line.contains("predictions scored again")));
            String unknown = given().get("/scores/DOE-NOBODY").asString();

            assertTrue(log.lines().stream().anyMatch(line -> line.contains("mean Dice")), "is heard");
            assertEquals(List.of(), named(log.lines().stream(), "DOE"));
            assertEquals(List.of(), named(metrics().lines(), "DOE-J"));
            assertEquals(List.of(), named(reasons.stream(), "DOE"));
            assertEquals(List.of(), named(unknown.lines(), "DOE"));
        }
    }

    private static List<String> named(Stream<String> lines, String name) {
        return lines.filter(line -> line.contains(name)).toList();
    }

    @Test
    void shouldAnswerBadRequestsByCode() {
        given().queryParam("sort", "beauty")
                .get("/scores")
                .then()
                .statusCode(400)
                .body("code", equalTo("MET-204"));
        given().queryParam("after", "?").get("/scores").then().statusCode(400).body("code", equalTo("HIS-103"));
        given().queryParam("limit", 0).get("/scores").then().statusCode(400).body("code", equalTo("MET-203"));
        given().get("/scores/no-such").then().statusCode(404).body("mend", containsString("GET /scores"));
    }

    private void send(Event event) {
        probe.send(TOPICS.name(event.topic()), event.key(), EventJson.write(event));
    }

    private ScoresComputed awaitScore(String predictionId) {
        return EventJson.read(
                probe.await(TOPICS.name(Topic.SCORES_COMPUTED), record -> isScore(record, predictionId), PATIENCE)
                        .value(),
                ScoresComputed.class);
    }

    private static boolean isScore(ConsumerRecord<String, byte[]> record, String predictionId) {
        return EventJson.read(record.value(), ScoresComputed.class)
                .predictionId()
                .equals(predictionId);
    }

    private ModelScored awaitModel(String modelId, int cases) {
        return EventJson.read(
                probe.await(
                                TOPICS.name(Topic.MODELS_SCORED),
                                record -> modelId.equals(record.key())
                                        && EventJson.read(record.value(), ModelScored.class)
                                                        .cases()
                                                == cases,
                                PATIENCE)
                        .value(),
                ModelScored.class);
    }

    private static void awaitTable(String dataset, String path, double value) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> given().queryParam("dataset", dataset)
                .get("/models")
                .then()
                .body("[0]." + path, equalTo((float) value)));
    }

    private static double counter(String series) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    private static String metrics() {
        return given().get("/q/metrics").asString();
    }

    private static String text(ConsumerRecord<String, byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }
}
