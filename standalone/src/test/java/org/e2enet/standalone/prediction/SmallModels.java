package org.e2enet.standalone.prediction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.LabelCode;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
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
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.TorchOptions;

/** Models in files that have learned nothing, but find something, whatever they are shown. */
public final class SmallModels {
    private SmallModels() {}

    /** Of one channel, MR, and one label, {@code block}, at 3 mm. */
    public static Path save(Path file) throws IOException {
        return save(file, Map.of());
    }

    /** The same with a probe, as train-service takes models in. */
    public static Path saveWithProbe(Path file, long seed) throws IOException {
        Plan plan = plan();
        Model model = model(plan, seed);
        Checkpoint.of(Description.of(plan, Recipe.quick(3, 4, 1), 12, null), model)
                .withProbe(Probe.of(new TorchEngine(TorchOptions.DEFAULT), model, plan, 0))
                .save(file);
        return file;
    }

    private static Plan plan() {
        return Presets.e2enet(4, 8, 3, 1, 2, new Size3(8, 16, 16), 0.5);
    }

    private static Model model(Plan plan, long seed) {
        Graph graph = Architectures.graph(plan);
        return new Model(graph, new Initializer(seed).weights(graph), TopologyStart.random(graph, plan, 1));
    }

    static Path save(Path file, Map<Integer, LabelCode> codes) throws IOException {
        Plan plan = plan();
        DatasetDefinition definition = new DatasetDefinition(
                        "blocks", List.of("MR"), Map.of(0, "background", 1, "block"))
                .zScoredAt(new Spacing(3, 3, 3))
                .withLabelCodes(codes);
        Description told = Description.of(plan, Recipe.quick(3, 4, 1), 12, null);
        Checkpoint.of(
                        new Description(
                                plan,
                                told.recipe(),
                                told.iteration(),
                                told.costs(),
                                told.scores(),
                                told.random(),
                                new TreeMap<>(
                                        Map.of("definition", EventJson.mapper().valueToTree(definition)))),
                        model(plan, 1))
                .save(file);
        return file;
    }
}
