package org.e2enet.train;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.Event;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The running service on a real broker: asks it for trainings and waits for what it tells of them. */
abstract class RunningService {
    static final Topics TOPICS = Topics.withDefaultPrefix();
    static final Duration PATIENCE = Patience.LONG;

    final TrainingWorld world = new TrainingWorld(Path.of(setting(KafkaAndStore.FILES)));
    TopicProbe probe;

    static String setting(String key) {
        return ConfigProvider.getConfig().getValue(key, String.class);
    }

    @BeforeEach
    void look() {
        probe = new TopicProbe(setting("kafka.bootstrap.servers"));
    }

    @AfterEach
    void leave() {
        probe.close();
    }

    static void refused(TrainingRequested request, String code) {
        given().body(EventJson.write(request))
                .contentType("application/json")
                .post("/trainings")
                .then()
                .statusCode(400)
                .body("code", equalTo(code));
    }

    void send(Event event) {
        probe.send(TOPICS.name(event.topic()), event.key(), EventJson.write(event));
    }

    /** The last of {@code count} ends of a run. */
    TrainingProgressed awaitEnd(String runId, int count) {
        return EventJson.read(
                probe.awaitCount(
                                TOPICS.name(Topic.TRAINING_PROGRESSED),
                                record -> runId.equals(record.key())
                                        && EventJson.read(record.value(), TrainingProgressed.class)
                                                        .state()
                                                != TrainingProgressed.State.RUNNING,
                                count,
                                PATIENCE)
                        .getLast()
                        .value(),
                TrainingProgressed.class);
    }

    List<CheckpointPublished> checkpoints(String runId, int count) {
        return probe
                .awaitCount(
                        TOPICS.name(Topic.CHECKPOINTS_PUBLISHED),
                        record -> record.key().startsWith(runId + "-fold"),
                        count,
                        PATIENCE)
                .stream()
                .map(record -> EventJson.read(record.value(), CheckpointPublished.class))
                .toList();
    }

    ConsumerRecord<String, byte[]> deadLetter(String key) {
        return probe.await(TOPICS.deadLetters(Topic.TRAINING_REQUESTED), record -> key.equals(record.key()), PATIENCE);
    }
}
