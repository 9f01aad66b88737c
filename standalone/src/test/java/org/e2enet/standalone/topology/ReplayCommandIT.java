package org.e2enet.standalone.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.ModelCosts;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.checkpoint.ModelTensors;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.standalone.client.EventSender;
import org.e2enet.standalone.console.Failures;
import org.e2enet.standalone.stack.BrokerLog;
import org.e2enet.store.FileStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandIT {
    private static final Topics NAMES = Topics.withDefaultPrefix();

    @TempDir
    private static Path directory;

    private static EmbeddedKafka kafka;
    private static FileStore store;
    private static RecordedRun whole;

    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void record() throws Exception {
        BrokerLog.silence();
        kafka = new EmbeddedKafka(directory.resolve("data/kafka"), 0).start();
        kafka.createTopics(List.of(new NewTopic(NAMES.name(Topic.MASKS_EVOLVED), 4, (short) 1)));
        store = new FileStore(directory.resolve("data/store"));
        whole = new RecordedRun("whole", 1, store);
        send(whole.events());
        send(new RecordedRun("other", 2, store).events());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void shouldRebuildEveryIterationsMasks() throws IOException {
        for (int iteration : new int[] {0, 2, 3, 8, 12, 17}) {
            Path masks = directory.resolve("masks.safetensors");

            assertEquals(
                    0,
                    replay("--run", "whole", "--iteration", String.valueOf(iteration), "--out", masks.toString()),
                    err::toString);

            try (SafetensorsFile file = SafetensorsFile.open(masks)) {
                Topology read = ModelTensors.topology(file);
                assertEquals(whole.after(iteration / 3), read, "iteration " + iteration);
            }
        }
    }

    @Test
    void shouldAgreeWithCheckpointsOfTheRunOnly() {
        for (int updates = 0; updates <= RecordedRun.UPDATES; updates += 5) {
            assertEquals(0, replay("--run", "whole", "--checkpoint", saved(whole, updates)), err::toString);
        }

        assertEquals(1, replay("--run", "other", "--checkpoint", saved(whole, 2)));
        assertTrue(err.toString().contains("CLI-804") && err.toString().contains(".weight"), err::toString);
    }

    @Test
    void shouldRefusePublishedModelsOfAnotherRunOrIteration() {
        ObjectRef weights =
                store.put(SafetensorsWriter.MEDIA_TYPE, whole.checkpoint(3, 0).toSafetensors()::write);
        store.publish(
                "models/whole-fold0.json",
                EventJson.write(new CheckpointPublished(
                        "whole-fold0",
                        "whole",
                        0,
                        9,
                        CheckpointPublished.Kind.FINAL,
                        weights,
                        new DatasetDefinition("balls", List.of("MR"), Map.of(0, "background"), null, null, Map.of()),
                        RecordedRun.PLAN,
                        Recipe.quick(3, 4, 1),
                        new ModelCosts(2, 1, 2, 1),
                        Map.of(),
                        null)));

        assertEquals(0, replay("--run", "whole", "--checkpoint", "whole-fold0"), err::toString);
        assertEquals(1, replay("--run", "other", "--checkpoint", "whole-fold0"));
        assertTrue(err.toString().contains("CLI-803") && err.toString().contains("whole, fold 0"), err::toString);
        assertEquals(1, replay("--run", "whole", "--checkpoint", "whole-fold0", "--iteration", "4"));
        assertTrue(err.toString().contains("iteration 9"), err::toString);
    }

    @Test
    void shouldNameAnUpdateThatTheTopicLacks() throws Exception {
        RecordedRun run = new RecordedRun("gap", 3, store);
        List<MasksEvolved> events = new ArrayList<>(run.events());
        MasksEvolved lost = events.remove(2);
        send(events);

        assertEquals(1, replay("--run", "gap"));
        assertTrue(err.toString().contains("EVT-201") && err.toString().contains("number 2"), err::toString);
        assertEquals(0, replay("--run", "gap", "--iteration", "5"), err::toString);

        // Sent again, as from a dead letter topic, it closes the gap: the order of updates does not matter.
        send(List.of(lost));
        assertEquals(0, replay("--run", "gap", "--checkpoint", saved(run, RecordedRun.UPDATES)), err::toString);
    }

    @Test
    void shouldNameTheLastUpdateWhenOnlyTheCheckpointKnowsOfIt() throws Exception {
        RecordedRun run = new RecordedRun("tail", 4, store);
        send(run.events().subList(0, RecordedRun.UPDATES));

        assertEquals(1, replay("--run", "tail", "--checkpoint", saved(run, RecordedRun.UPDATES)));
        assertTrue(err.toString().contains("EVT-201") && err.toString().contains("number 5"), err::toString);
    }

    @Test
    void shouldTreatRecordsThatCannotBeReadAsMissing() throws Exception {
        RecordedRun run = new RecordedRun("torn", 5, store);
        send(run.events().subList(0, 2));
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            byte[] torn = "{\"runId\":\"torn\",".getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(NAMES.name(Topic.MASKS_EVOLVED), "torn", torn))
                    .get();
        }
        send(run.events().subList(3, 4));

        assertEquals(1, replay("--run", "torn"));
        assertTrue(err.toString().contains("EVT-201") && err.toString().contains("number 2"), err::toString);
    }

    @Test
    void shouldNameWhatIsNotThere() {
        assertEquals(1, replay("--run", "never"));
        assertTrue(err.toString().contains("CLI-801"), err::toString);
        assertEquals(1, replay("--run", "whole", "--fold", "3"));
        assertTrue(err.toString().contains("only of folds [0]"), err::toString);
        assertEquals(1, replay("--run", "whole", "--iteration", "18"));
        assertTrue(err.toString().contains("EVT-203") && err.toString().contains("0 to 17"), err::toString);
        assertEquals(1, replay("--run", "whole", "--topics-prefix", "elsewhere."));
        assertTrue(err.toString().contains("CLI-207"), err::toString);
        assertEquals(
                1,
                replay("--run", "whole", "--store", directory.resolve("nowhere").toString()));
        assertTrue(err.toString().contains("CLI-802"), err::toString);
        assertFalse(Files.exists(directory.resolve("nowhere")), "reading makes no store");
        assertEquals(2, replay("--run", "whole", "--iteration", "-1"));
        assertEquals(2, replay("--fold", "0"));
        assertFalse(err.toString().contains("Exception"), err::toString);
    }

    @Test
    void shouldNameABrokerThatCannotBeReached() {
        assertEquals(1, run("--run", "whole", "--broker", "no port here"));
        assertEquals(
                1, run("--run", "whole", "--data", directory.resolve("empty").toString()));
        assertTrue(err.toString().contains("CLI-206") && err.toString().contains("CLI-108"), err::toString);
    }

    private static String saved(RecordedRun run, int updates) {
        Path file = directory.resolve("checkpoint.safetensors");
        run.checkpoint(updates, 2).save(file);
        return file.toString();
    }

    private static void send(List<MasksEvolved> events) throws InterruptedException {
        try (EventSender sender = new EventSender(kafka.bootstrapServers(), NAMES)) {
            for (MasksEvolved event : events) {
                sender.send(event);
            }
        }
    }

    private int replay(String... options) {
        List<String> all = new ArrayList<>(List.of(
                "--broker",
                kafka.bootstrapServers(),
                "--data",
                directory.resolve("data").toString()));
        all.addAll(List.of(options));
        return run(all.toArray(String[]::new));
    }

    private int run(String... options) {
        Failures failures = new Failures();
        return new CommandLine(new ReplayCommand())
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setErr(new PrintWriter(err))
                .execute(options);
    }
}
