package org.e2enet.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.training.Batch;
import org.e2enet.safetensors.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle of the trainer against differences of its own loss. */
class NaiveGradientsTest {
    private static final float STEP = 1f / 65536;
    private static final int VALUES_PER_PARAMETER = 6;
    /** Differences cross kinks of LeakyReLU and max pool now and then: a few may be off, never one parameter's all. */
    private static final double SHARE_OFF = 0.05;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldPointWhereTheLossGrows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Graph graph = TrainingCases.graphOfEveryLayer(random);
        Size3 patch = new Size3(1 + random.nextInt(3), 4, 6);
        Model model = RandomModels.model(graph, 1, random);
        Recipe recipe = TrainingCases.recipe(2, seed % 2 == 0);
        Batch batch = TrainingCases.batch(graph, patch, 2, random);
        Map<String, double[]> gradients = NaiveLoss.of(model, recipe, batch).gradients();

        int off = 0;
        int seen = 0;
        for (Parameter parameter : graph.parameters()) {
            // Parameters of heads without a weight.
            double[] gradient = gradients.getOrDefault(parameter.name(), new double[parameter.elements()]);
            int offHere = 0;
            for (int n = 0; n < VALUES_PER_PARAMETER; n++) {
                int at = random.nextInt(parameter.elements());
                double difference = difference(model, recipe, batch, parameter, at);
                double allowed = 1e-6 + 1e-3 * Math.abs(gradient[at]);
                offHere += Math.abs(difference - gradient[at]) > allowed ? 1 : 0;
            }
            assertTrue(offHere < VALUES_PER_PARAMETER / 2, "seed " + seed + ": " + parameter.name());
            off += offHere;
            seen += VALUES_PER_PARAMETER;
        }
        assertTrue(off <= SHARE_OFF * seen, "seed " + seed + ": " + off + " of " + seen + " differences are off");
        assertEquals(graph.parameters().size() - 2, gradients.size(), "all but the unread head's");
    }

    private static double difference(Model model, Recipe recipe, Batch batch, Parameter parameter, int at) {
        float value = model.weight(parameter).values()[at];
        float up = value + STEP;
        float down = value - STEP;
        return (loss(model, recipe, batch, parameter, at, up) - loss(model, recipe, batch, parameter, at, down))
                / ((double) up - down);
    }

    private static double loss(Model model, Recipe recipe, Batch batch, Parameter parameter, int at, float value) {
        Map<String, Tensor> weights = new HashMap<>(model.weights());
        float[] changed = model.weight(parameter).values().clone();
        changed[at] = value;
        weights.put(parameter.name(), new Tensor(List.copyOf(parameter.shape()), changed));
        return NaiveLoss.of(new Model(model.graph(), weights, model.topology()), recipe, batch)
                .loss();
    }
}
