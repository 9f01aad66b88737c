package org.e2enet.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.Size3;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Three packaged services in one group share the requests; one is killed in the middle. */
class ReplicasIT {
    private static final Topics TOPICS = Topics.withDefaultPrefix();
    private static final Duration PATIENCE = Patience.LONG;
    private static final int SCANS = 6;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void shouldSegmentEachScanOnceWhenOneOfThreeIsKilled() throws Exception {
        Path store = folder.resolve("store");
        World world = new World(store);
        List<String> scanIds =
                IntStream.range(0, SCANS).mapToObj(n -> "shared-" + n).toList();
        scanIds.forEach(scanId -> world.scan(scanId, new Size3(40, 80, 80)));
        InterruptedPredictionIT.publishModel(world, "real-m");
        try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0).start();
                TopicProbe probe = new TopicProbe(kafka.bootstrapServers())) {
            kafka.createTopics(List.of(new NewTopic(TOPICS.name(Topic.PREDICTIONS_REQUESTED), 6, (short) 1)));
            ModelPromoted promotion = new ModelPromoted("brain", "real-m");
            probe.send(TOPICS.name(Topic.MODELS_PROMOTED), promotion.key(), EventJson.write(promotion));
            scanIds.forEach(scanId -> probe.send(
                    TOPICS.name(Topic.PREDICTIONS_REQUESTED),
                    scanId,
                    EventJson.write(new PredictionRequested(scanId, "brain"))));
            List<InferProcess> replicas = new ArrayList<>();
            try {
                for (int n = 0; n < 3; n++) {
                    replicas.add(InferProcess.start(
                            "sparse",
                            kafka.bootstrapServers(),
                            store,
                            folder.resolve("infer-" + n + ".log"),
                            Duration.ofSeconds(3)));
                }
                busyOne(replicas).kill();

                Awaitility.await().atMost(PATIENCE).until(() -> completed(probe).keySet(), Set.copyOf(scanIds)::equals);
                completed(probe).forEach((scanId, ids) -> assertEquals(1, ids.size(), scanId));
                assertEquals(SCANS, world.store().list("predictions").size());
                assertEquals(List.of(), probe.records(TOPICS.name(Topic.PREDICTIONS_FAILED)));
            } finally {
                replicas.forEach(InferProcess::close);
            }
        }
    }

    /** The first that is in the middle of its work, whichever of them has got some. */
    private static InferProcess busyOne(List<InferProcess> replicas) {
        Optional<InferProcess> busy = Awaitility.await("windows")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> replicas.stream()
                                .filter(replica -> replica.windows() >= 3)
                                .findFirst(),
                        Optional::isPresent);
        return busy.orElseThrow();
    }

    /** Prediction ids by scan. */
    private static Map<String, Set<String>> completed(TopicProbe probe) {
        return probe.records(TOPICS.name(Topic.PREDICTIONS_COMPLETED)).stream()
                .map(record -> EventJson.read(record.value(), PredictionCompleted.class))
                .collect(Collectors.groupingBy(
                        PredictionCompleted::scanId,
                        Collectors.mapping(PredictionCompleted::predictionId, Collectors.toCollection(TreeSet::new))));
    }
}
