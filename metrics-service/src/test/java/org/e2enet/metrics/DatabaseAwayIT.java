package org.e2enet.metrics;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The running service while its database is killed and comes back. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
@WithTestResource(DatabaseAside.class)
class DatabaseAwayIT {
    private static final Topics TOPICS = Topics.withDefaultPrefix();
    private static final Duration PATIENCE = Patience.LONG;
    private static final String DATASET = "away";
    private static final String MODEL = "away-m";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "store.directory")
    Path storeDirectory;

    /** Set by the test resource. */
    Runnable killDatabase;

    Runnable startDatabase;

    @Test
    void shouldHoldScoresUntilTheDatabaseIsBackAndLoseNone() {
        ScoredWorld world = new ScoredWorld(storeDirectory);
        world.dataset(DATASET);
        world.model(MODEL, DATASET, 1_000_000, 1_000_000_000);
        List<String> scans = List.of("away-1", "away-2", "away-3", "away-4");
        scans.forEach(scan -> world.scan(scan, DATASET, true));
        try (TopicProbe probe = new TopicProbe(bootstrapServers)) {
            send(probe, world.prediction(scans.getFirst(), DATASET, MODEL, 0));
            awaitScores(probe, 1);
            given().get("/q/health/ready").then().statusCode(200);

            killDatabase.run();
            scans.stream().skip(1).forEach(scan -> send(probe, world.prediction(scan, DATASET, MODEL, 1)));

            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/health/ready")
                    .then()
                    .statusCode(503)
                    .body(containsString("database"))
                    .body(containsString("HIS-201")));
            given().get("/q/health/live").then().statusCode(200);
            given().queryParam("dataset", DATASET)
                    .get("/scores")
                    .then()
                    .statusCode(503)
                    .body("code", equalTo("HIS-201"));
            assertEquals(1, scores(probe).size(), "nothing is announced that is not kept");

            startDatabase.run();
            awaitScores(probe, scans.size());
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));

            given().queryParam("dataset", DATASET).get("/scores").then().body("", hasSize(scans.size()));
            scans.forEach(scan -> given().get("/scores/" + scan + "-" + MODEL + "/revisions")
                    .then()
                    .body("", hasSize(1)));
            given().queryParam("dataset", DATASET).get("/models").then().body("[0].models[0].cases", equalTo(4));
            assertEquals(List.of(), probe.records(TOPICS.deadLetters(Topic.PREDICTIONS_COMPLETED)));
        }
    }

    private static void send(TopicProbe probe, PredictionCompleted prediction) {
        probe.send(TOPICS.name(Topic.PREDICTIONS_COMPLETED), prediction.key(), EventJson.write(prediction));
    }

    private static void awaitScores(TopicProbe probe, int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> scores(probe).size() == count);
    }

    /** Scans of this test with a score that was announced, once or again after the database broke off. */
    private static List<String> scores(TopicProbe probe) {
        return probe.records(TOPICS.name(Topic.SCORES_COMPUTED)).stream()
                .map(record -> EventJson.read(record.value(), ScoresComputed.class))
                .filter(score -> score.dataset().equals(DATASET))
                .map(ScoresComputed::scanId)
                .distinct()
                .sorted()
                .toList();
    }
}
