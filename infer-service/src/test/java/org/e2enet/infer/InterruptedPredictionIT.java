package org.e2enet.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.e2enet.broker.EmbeddedKafka;
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

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sparse", "torch"})
    void shouldDeliverTheResultOnceWhenTerminatedAndKilledMeanwhile(String engine) throws Exception {
        Path store = folder.resolve("store");
        World world = new World(store);
        world.scan("long-1", new Size3(40, 110, 110));
        publishModel(world, "real-m");
        try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0).start();
                TopicProbe probe = new TopicProbe(kafka.bootstrapServers())) {
            ModelPromoted promotion = new ModelPromoted("brain", "real-m");
            probe.send(TOPICS.name(Topic.MODELS_PROMOTED), promotion.key(), EventJson.write(promotion));
            request(probe);
            Path log = folder.resolve("infer.log");
            try (InferProcess first = InferProcess.start(engine, kafka.bootstrapServers(), store, log, "3s")) {
                first.awaitWindows(3);
                // 128 + 15: ended by the signal, and by nothing else such as a crash in native code.
                assertEquals(143, first.terminate());
            }
            assertEquals(List.of(), world.store().list("predictions"));
            assertEquals(List.of(), probe.records(TOPICS.name(Topic.PREDICTIONS_FAILED)), "cancelled is not failed");
            try (InferProcess second = InferProcess.start(engine, kafka.bootstrapServers(), store, log, "3s")) {
                second.awaitWindows(3);
                second.kill();
            }
            assertEquals(List.of(), world.store().list("predictions"));
            try (InferProcess third = InferProcess.start(engine, kafka.bootstrapServers(), store, log, "3s")) {
                PredictionCompleted result = completed(probe, 1).getFirst();
                request(probe);
                assertEquals(List.of(result, result), completed(probe, 2));
                assertEquals(
                        List.of("predictions/" + result.predictionId() + ".json"),
                        world.store().list("predictions"));
                assertEquals(143, third.terminate());
            }
        }
    }

    private static void request(TopicProbe probe) {
        PredictionRequested request = new PredictionRequested("long-1", "brain");
        probe.send(TOPICS.name(Topic.PREDICTIONS_REQUESTED), request.key(), EventJson.write(request));
    }

    private static List<PredictionCompleted> completed(TopicProbe probe, int count) {
        return probe.awaitCount(TOPICS.name(Topic.PREDICTIONS_COMPLETED), record -> true, count, PATIENCE).stream()
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
