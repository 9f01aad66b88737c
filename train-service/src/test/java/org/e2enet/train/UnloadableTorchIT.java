package org.e2enet.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.contract.EngineChoice;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingProgressed.State;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service where libtorch cannot be unpacked: the sparse engine would train there, but its models need a probe. */
class UnloadableTorchIT {
    private static final Topics TOPICS = Topics.withDefaultPrefix();

    @TempDir
    Path folder;

    @Test
    void shouldRefuseAFoldOfTheSparseEngineBeforeItLooksForScans() throws Exception {
        Path noFolder = Files.createFile(folder.resolve("cache"));
        try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0).start();
                TopicProbe probe = new TopicProbe(kafka.bootstrapServers());
                TrainProcess _ = TrainProcess.start(
                        kafka.bootstrapServers(),
                        folder.resolve("store"),
                        "unloadable-torch.log",
                        "-DDJL_CACHE_DIR=" + noFolder)) {
            // A service that looked for this scan first would tell TRA-102.
            TrainingRequested request = TrainingWorld.request("unloadable", 1, 1, List.of("no-such-scan"), 0.01)
                    .withEngine(EngineChoice.SPARSE);
            probe.send(TOPICS.name(request.topic()), request.key(), EventJson.write(request));

            TrainingProgressed end = end(probe, request.runId());

            assertEquals(State.FAILED, end.state());
            assertEquals("TOR-102", end.fault().code());
            assertTrue(end.fault().mend().contains("DJL_CACHE_DIR"), end.fault().mend());
        }
    }

    private static TrainingProgressed end(TopicProbe probe, String runId) {
        return EventJson.read(
                probe.await(
                                TOPICS.name(Topic.TRAINING_PROGRESSED),
                                record -> runId.equals(record.key())
                                        && EventJson.read(record.value(), TrainingProgressed.class)
                                                        .state()
                                                != State.RUNNING,
                                Patience.LONG)
                        .value(),
                TrainingProgressed.class);
    }
}
