package org.e2enet.standalone.pages;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2enet.client.InferClient;
import org.e2enet.client.IngestClient;
import org.e2enet.client.TrainClient;
import org.e2enet.client.Waiting;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.checkpoint.Description;
import org.e2enet.network.checkpoint.Probe;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.initial.Initializer;
import org.e2enet.network.topology.TopologyStart;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.datasets.DatasetFolder;
import org.e2enet.standalone.models.ServedAlias;
import org.e2enet.standalone.stack.DataFolder;
import org.e2enet.standalone.stack.LocalStack;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackPorts;
import org.e2enet.testkit.Patience;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.TorchOptions;

/** All services with the sample data set and a model that has learned nothing but finds something, served as {@value #ALIAS}. */
final class SmallStack implements AutoCloseable {
    static final String DATASET = "hemispheres";
    static final String ALIAS = "brain";
    static final Path SAMPLES = Path.of("..", "samples", "hemispheres");

    private static final double SPARSITY = 0.5;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private final LocalStack stack;
    private final int classes;

    private SmallStack(Path folder, LocalStack stack, int classes) {
        this.folder = folder;
        this.stack = stack;
        this.classes = classes;
    }

    static SmallStack start(Path folder) throws InterruptedException, IOException {
        System.setProperty(
                "e2enet.home", Path.of("..").toAbsolutePath().normalize().toString());
        DatasetFolder samples = DatasetFolder.read(SAMPLES, Optional.empty());
        LocalStack stack = LocalStack.start(
                new DataFolder(folder.resolve("data")),
                StackPorts.of(0, 0),
                Map.of("TRAIN_ENGINE", "sparse"),
                Console.of(true));
        SmallStack started = new SmallStack(folder, stack, samples.definition().classes());
        try {
            started.ingest().define(samples.definition());
            CheckpointPublished model = started.publish(1, 1);
            ModelPromoted promoted = started.train().promote(new ModelPromoted(ALIAS, model.modelId()));
            ServedAlias.await(started.infer(), promoted, Waiting.upTo(Patience.LONG));
            return started;
        } catch (RuntimeException | InterruptedException | IOException failure) {
            started.close();
            throw failure;
        }
    }

    /** A network so small that a step takes milliseconds, for patches of 16³. */
    Plan plan() {
        return Presets.e2enet(4, 8, 3, 1, classes, Size3.cube(16), SPARSITY)
                .withPreparation(Preparation.canonical(new Spacing(3, 3, 3), List.of(ChannelNormalization.Z_SCORE)));
    }

    /** @param probeSeed whose weights gave the probe: with those of others it is refused when it is to serve */
    CheckpointPublished publish(long seed, long probeSeed) throws InterruptedException, IOException {
        Plan plan = plan();
        Probe probe = Probe.of(new TorchEngine(TorchOptions.DEFAULT), model(plan, probeSeed), plan, 0);
        Path file = folder.resolve("model-" + seed + ".safetensors");
        Checkpoint.of(Description.of(plan, Recipe.quick(1, 1, seed), 1, null), model(plan, seed))
                .withProbe(probe)
                .save(file);
        return train().publish(DATASET, file);
    }

    private static Model model(Plan plan, long seed) {
        Graph graph = Architectures.graph(plan);
        return new Model(graph, new Initializer(seed).weights(graph), TopologyStart.random(graph, plan, seed));
    }

    LocalStack stack() {
        return stack;
    }

    String console() {
        return stack.ports().address(ServiceKind.CONSOLE).toString();
    }

    IngestClient ingest() {
        return new IngestClient(stack.ports().address(ServiceKind.INGEST));
    }

    TrainClient train() {
        return new TrainClient(stack.ports().address(ServiceKind.TRAIN));
    }

    InferClient infer() {
        return new InferClient(stack.ports().address(ServiceKind.INFER));
    }

    /** What the console answers. */
    JsonNode view(String path) throws IOException, InterruptedException {
        return EventJson.mapper().readTree(get(path, BodyHandlers.ofByteArray()).body());
    }

    /** Through the console, as a page asks. */
    Path download(String path, Path to) throws IOException, InterruptedException {
        return get(path, BodyHandlers.ofFile(to)).body();
    }

    private <T> HttpResponse<T> get(String path, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(console() + path))
                .timeout(Patience.LONG)
                .build();
        HttpResponse<T> answer = http.send(request, body);
        assertTrue(answer.statusCode() == 200, () -> path + ": " + answer.statusCode());
        return answer;
    }

    @Override
    public void close() {
        stack.close();
        http.shutdownNow();
    }
}
