package org.e2enet.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.events.CheckpointPublished;
import org.e2enet.events.EventJson;
import org.e2enet.events.Topic;
import org.e2enet.events.Topics;
import org.e2enet.events.TrainingProgressed;
import org.e2enet.events.TrainingRequested;
import org.e2enet.testkit.TopicProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service as a process of its own, killed without warning in the middle of a fold. */
class KillAndResumeIT {
    private static final Topics TOPICS = Topics.withDefaultPrefix();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int EPOCHS = 40;

    @TempDir
    Path directory;

    private EmbeddedKafka broker;

    @Test
    void shouldGiveTheSameModelBitForBitAfterAKill() throws Exception {
        long seed = System.nanoTime();
        int killAtEpoch = new Random(seed).nextInt(7, 30);
        TrainingWorld world = new TrainingWorld(directory.resolve("store"));
        try (EmbeddedKafka kafka = new EmbeddedKafka(directory.resolve("kafka"), 0).start();
                TopicProbe probe = new TopicProbe(kafka.bootstrapServers())) {
            broker = kafka;
            Process first = service();
            try {
                request(probe, "undisturbed");
                awaitEpoch(probe, "undisturbed", EPOCHS);
                awaitModel(probe, "undisturbed");
                request(probe, "killed");
                awaitEpoch(probe, "killed", killAtEpoch);
            } finally {
                first.destroyForcibly().waitFor();
            }
            Process second = service();
            try {
                CheckpointPublished resumed = awaitModel(probe, "killed");
                CheckpointPublished undisturbed = awaitModel(probe, "undisturbed");
                assertEquals(
                        undisturbed.weights().sha256(),
                        resumed.weights().sha256(),
                        "killed after epoch " + killAtEpoch + ", seed " + seed);
                assertNotEquals(undisturbed.modelId(), resumed.modelId());
                assertTrue(world.store().contains(resumed.weights()));
            } finally {
                second.destroy();
                assertTrue(second.waitFor(60, TimeUnit.SECONDS), "ends on SIGTERM");
            }
        }
    }

    private Process service() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dquarkus.http.port=0",
                        "-Dkafka.bootstrap.servers=" + broker.bootstrapServers(),
                        "-Dstore.directory=" + directory.resolve("store"),
                        // A dead consumer's partitions are given to the next one after this time.
                        "-Dkafka.session.timeout.ms=6000",
                        "-Dkafka.heartbeat.interval.ms=1000",
                        "-jar",
                        Path.of("target", "quarkus-app", "quarkus-run.jar").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "kill-and-resume.log").toFile()))
                .start();
    }

    private static void request(TopicProbe probe, String runId) {
        TrainingRequested request = TrainingWorld.request(runId, EPOCHS);
        probe.send(TOPICS.name(Topic.TRAINING_REQUESTED), request.key(), EventJson.write(request));
    }

    private static void awaitEpoch(TopicProbe probe, String runId, int epoch) {
        probe.await(
                TOPICS.name(Topic.TRAINING_PROGRESSED),
                record -> runId.equals(record.key())
                        && EventJson.read(record.value(), TrainingProgressed.class)
                                        .epoch()
                                >= epoch,
                PATIENCE);
    }

    private static CheckpointPublished awaitModel(TopicProbe probe, String runId) {
        return EventJson.read(
                probe.await(
                                TOPICS.name(Topic.CHECKPOINTS_PUBLISHED),
                                record -> (runId + "-fold0").equals(record.key()),
                                PATIENCE)
                        .value(),
                CheckpointPublished.class);
    }
}
