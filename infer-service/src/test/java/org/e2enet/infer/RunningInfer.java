package org.e2enet.infer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.e2enet.contract.Event;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionFailed;
import org.e2enet.contract.Size3;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The running service on a real broker with an engine that computes nothing; every test has ids of its own. */
abstract class RunningInfer {
    static final Topics TOPICS = Topics.withDefaultPrefix();
    static final Duration PATIENCE = Patience.LONG;
    static final Size3 EXTENT = new Size3(20, 24, 28);

    @Inject
    FakeEngine engine;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = KafkaAndStore.FILES)
    Path storeDirectory;

    World world;
    TopicProbe probe;

    @BeforeEach
    void look() {
        world = new World(storeDirectory);
        probe = new TopicProbe(bootstrapServers);
    }

    @AfterEach
    void leave() {
        probe.close();
    }

    static Response post(String scanId, String alias) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("scanId", scanId, "alias", alias))
                .post("/predictions");
    }

    String model(String modelId, int marked) {
        world.fakeModel(modelId, marked, marked);
        return modelId;
    }

    void promote(String alias, String modelId) {
        promote(alias, new ModelPromoted(alias, modelId));
    }

    void promote(String alias, ModelPromoted promotion) {
        send(promotion);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> given().get("/models")
                .then()
                .statusCode(200)
                .body("findAll { it.alias == '" + alias + "' }.modelId", hasItem(promotion.modelId())));
    }

    void send(Event event) {
        probe.send(TOPICS.name(event.topic()), event.key(), EventJson.write(event));
    }

    List<PredictionCompleted> awaitCompleted(String scanId, int count) {
        return probe
                .awaitCount(
                        TOPICS.name(Topic.PREDICTIONS_COMPLETED),
                        record -> record.key().equals(scanId),
                        count,
                        PATIENCE)
                .stream()
                .map(record -> EventJson.read(record.value(), PredictionCompleted.class))
                .toList();
    }

    static void awaitState(String predictionId, String state) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> given().get("/predictions/" + predictionId)
                .then()
                .statusCode(200)
                .body("state", equalTo(state)));
    }

    PredictionFailed awaitFailed(String scanId) {
        return EventJson.read(
                probe.await(
                                TOPICS.name(Topic.PREDICTIONS_FAILED),
                                record -> record.key().equals(scanId),
                                PATIENCE)
                        .value(),
                PredictionFailed.class);
    }
}
