package org.e2enet.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.Size3;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Model;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.TorchOptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged service, ended in the middle of a scan, with every engine. */
class InterruptedPredictionIT {
    private static final Topics TOPICS = Topics.withDefaultPrefix();
    private static final Duration PATIENCE = Patience.LONG;
    private static final int MOST_ATTEMPTS = 5;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sparse", "torch"})
    void shouldDeliverTheResultOnceWhenTerminatedAndKilledMeanwhile(String engine) throws Exception {
        Path store = folder.resolve("store");
        World world = new World(store);
        publishModel(world, "real-m");
        try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0).start();
                TopicProbe probe = new TopicProbe(kafka.bootstrapServers())) {
            ModelPromoted promotion = new ModelPromoted("brain", "real-m");
            probe.send(TOPICS.name(Topic.MODELS_PROMOTED), promotion.key(), EventJson.write(promotion));
            Path log = folder.resolve("infer.log");
            Starting starting =
                    () -> InferProcess.start(engine, kafka.bootstrapServers(), store, log, Duration.ofSeconds(3));

            String scanId = leftTwiceInTheMiddle(world, probe, starting);

            try (InferProcess third = starting.now()) {
                PredictionCompleted result = completed(probe, scanId, 1).getFirst();
                request(probe, scanId);
                assertEquals(List.of(result, result), completed(probe, scanId, 2));
                assertEquals(List.of(result.predictionId()), predictions(world, scanId));
                assertEquals(143, third.terminate());
            }
        }
    }

    private interface Starting {
        InferProcess now() throws IOException;
    }

    /**
     * Ends the service in the middle of a scan, and kills the next in the middle of the same. Where this test is so late that the scan was
     * done before, it begins with another.
     *
     * @return the scan
     */
    private static String leftTwiceInTheMiddle(World world, TopicProbe probe, Starting starting) throws Exception {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            String scanId = "long-" + attempt;
            world.scan(scanId, new Size3(40, 110, 110));
            request(probe, scanId);
            try (InferProcess first = starting.now()) {
                first.awaitWindows(3);
                // 128 + 15: ended by the signal, and by nothing else such as a crash in native code.
                assertEquals(143, first.terminate());
            }
            assertEquals(List.of(), probe.records(TOPICS.name(Topic.PREDICTIONS_FAILED)), "cancelled is not failed");
            if (predictions(world, scanId).isEmpty()) {
                try (InferProcess second = starting.now()) {
                    second.awaitWindows(3);
                    second.kill();
                }
                if (predictions(world, scanId).isEmpty()) {
                    return scanId;
                }
            }
        }
        throw new AssertionError("done before this test could end the service, " + MOST_ATTEMPTS + " times");
    }

    /** Ids of those of a scan that are written down. */
    private static List<String> predictions(World world, String scanId) {
        return new Catalogue(world.store())
                .predictions()
                .all()
                .filter(entry -> entry.value().scanId().equals(scanId))
                .map(entry -> entry.value().predictionId())
                .toList();
    }

    private static void request(TopicProbe probe, String scanId) {
        PredictionRequested request = new PredictionRequested(scanId, "brain");
        probe.send(TOPICS.name(Topic.PREDICTIONS_REQUESTED), request.key(), EventJson.write(request));
    }

    private static List<PredictionCompleted> completed(TopicProbe probe, String scanId, int count) {
        return probe
                .awaitCount(
                        TOPICS.name(Topic.PREDICTIONS_COMPLETED),
                        record -> scanId.equals(record.key()),
                        count,
                        PATIENCE)
                .stream()
                .map(record -> EventJson.read(record.value(), PredictionCompleted.class))
                .toList();
    }

    static void publishModel(World world, String modelId) {
        Plan plan = World.plan(new Size3(16, 32, 32));
        Model model = World.randomModel(plan, 11);
        float[] input = new float[Math.toIntExact(World.PROBE.volume())];
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) Math.sin(i);
        }
        try (CompiledNetwork network = new TorchEngine(TorchOptions.DEFAULT).compile(model, World.PROBE)) {
            world.publish(modelId, plan, model, input, network.forward(input, 1).getFirst(), World.PROBE);
        }
    }
}
