package org.e2enet.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.Mirroring;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.Priority;
import org.e2enet.contract.Size3;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged services of one group with the default engine, the second of which joins in the middle of a scan. */
class SharedScansIT {
    private static final Topics TOPICS = Topics.withDefaultPrefix();
    private static final Duration PATIENCE = Patience.LONG;
    private static final int SCANS = 3;

    @TempDir
    Path folder;

    @Test
    void shouldComputeNoScanTwiceWhenAnotherInstanceJoins() throws Exception {
        Path store = folder.resolve("store");
        World world = new World(store);
        InterruptedPredictionIT.publishModel(world, "real-m");
        try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0).start();
                TopicProbe probe = new TopicProbe(kafka.bootstrapServers())) {
            ModelPromoted promotion = new ModelPromoted("brain", "real-m");
            probe.send(TOPICS.name(Topic.MODELS_PROMOTED), promotion.key(), EventJson.write(promotion));
            for (String scan : scans()) {
                world.scan(scan, new Size3(40, 80, 80));
                request(probe, scan);
            }
            Path log = folder.resolve("infer.log");
            try (InferProcess first = start(kafka, store, log)) {
                first.awaitWindows(1);
                try (InferProcess second = start(kafka, store, log)) {
                    List<PredictionCompleted> results =
                            scans().stream().map(scan -> completed(probe, scan)).toList();
                    int planned = results.stream()
                            .mapToInt(result -> result.provenance().windows())
                            .sum();
                    assertEquals(planned, first.windows() + second.windows(), "windows, each done once");
                }
            }
        }
    }

    /** Neither is lost here, so that no claim may run out, however seldom a busy machine lets one renew it. */
    private static InferProcess start(EmbeddedKafka kafka, Path store, Path log) throws IOException {
        return InferProcess.start("sparse", kafka.bootstrapServers(), store, log, Patience.LONG);
    }

    private static List<String> scans() {
        return IntStream.range(0, SCANS).mapToObj(number -> "shared-" + number).toList();
    }

    private static void request(TopicProbe probe, String scanId) {
        PredictionRequested request =
                new PredictionRequested(scanId, "brain", null, Priority.NORMAL, null, Mirroring.NONE, 0.25, null);
        probe.send(TOPICS.name(Topic.PREDICTIONS_REQUESTED), request.key(), EventJson.write(request));
    }

    private static PredictionCompleted completed(TopicProbe probe, String scanId) {
        return EventJson.read(
                probe.await(
                                TOPICS.name(Topic.PREDICTIONS_COMPLETED),
                                record -> record.key().equals(scanId),
                                PATIENCE)
                        .value(),
                PredictionCompleted.class);
    }
}
