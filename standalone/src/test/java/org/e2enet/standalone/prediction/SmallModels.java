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
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.initial.Initializer;
import org.e2enet.network.topology.TopologyStart;

/** Models in files that have learned nothing, but find something, whatever they are shown. */
public final class SmallModels {
    private SmallModels() {}

    /** Of one channel, MR, and one label, {@code block}, at 3 mm. */
    public static Path save(Path file) throws IOException {
        return save(file, Map.of());
    }

    static Path save(Path file, Map<Integer, LabelCode> codes) throws IOException {
        Plan plan = Presets.e2enet(4, 8, 3, 1, 2, new Size3(8, 16, 16), 0.5);
        Graph graph = Architectures.graph(plan);
        Model model = new Model(graph, new Initializer(1).weights(graph), TopologyStart.random(graph, plan, 1));
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
                        model)
                .save(file);
        return file;
    }
}
