package org.e2enet.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.contract.plan.ShiftPlan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.training.Batch;
import org.e2enet.network.training.ClipNorm;
import org.e2enet.network.training.GradientScope;
import org.e2enet.network.training.StepResult;
import org.e2enet.network.training.Trainer;
import org.e2enet.network.training.TrainingState;
import org.e2enet.sparse.training.SparseTraining;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every gradient of random networks over awkward shapes against the naive walk; the seed is the argument. */
class SparseTrainerGradientTest {
    private static final double RELATIVE = 1e-3;
    private static final double ABSOLUTE = 1e-5;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldLeadBackThroughEveryLayer(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Graph graph = TrainingCases.graphOfEveryLayer(random);
        Size3 patch = new Size3(1 + random.nextInt(20), 2 * (1 + random.nextInt(8)), 2 * (1 + random.nextInt(8)));
        check(RandomModels.model(graph, 0.5, random), patch, 1 + random.nextInt(2), random, "seed " + seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32})
    void shouldLeadBackThroughRandomE2ENets(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Plan plan = plan(random);
        Model model = RandomModels.model(Architectures.graph(plan), 1 - plan.sparsity(), random);
        check(model, plan.patch(), 1, random, "seed " + seed + ": " + plan);
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({"nnunet, 1", "nnunet-v1, 2", "unetpp, 3", "vnet, 4"})
    void shouldLeadBackThroughOtherArchitectures(String architecture, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Size3 patch = new Size3(4 * (1 + random.nextInt(5)), 4 * (1 + random.nextInt(5)), 4 * (1 + random.nextInt(5)));
        Plan plan = PlanBuilder.builder()
                .architecture(architecture)
                .inputChannels(1)
                .classes(3)
                .channels(List.of(6, 12, 12))
                .strides(List.of(Size3.cube(2), Size3.cube(2)))
                .kernel(Size3.cube(3))
                .shift(ShiftPlan.OFF)
                .patch(patch)
                .build();
        check(RandomModels.model(Architectures.graph(plan), 1, random), patch, 1, random, architecture);
    }

    private static void check(Model model, Size3 patch, int samples, SplittableRandom random, String what) {
        Recipe recipe = TrainingCases.recipe(samples, random.nextBoolean());
        Batch batch = TrainingCases.batch(model.graph(), patch, samples, random);
        NaiveLoss naive = NaiveLoss.of(model, recipe, batch);
        Map<String, double[]> wanted = naive.gradients();
        try (Trainer trainer = trainer(model, patch, recipe);
                Trainer sparing = trainer(model, patch, recipe)) {
            StepResult result = trainer.step(batch, 0.01, GradientScope.ALL);
            assertEquals(naive.loss(), result.loss(), 1e-5, what);
            double largest = wanted.values().stream()
                    .mapToDouble(SparseTrainerGradientTest::largest)
                    .max()
                    .orElseThrow();
            for (Parameter parameter : model.graph().parameters()) {
                double[] expected = wanted.getOrDefault(parameter.name(), new double[parameter.elements()]);
                float[] gradient = trainer.gradient(parameter.name()).orElseThrow();
                double allowed = Math.max(ABSOLUTE * Math.max(1, largest), RELATIVE * largest(expected));
                for (int i = 0; i < gradient.length; i++) {
                    assertEquals(expected[i], gradient[i], allowed, what + ", " + parameter + " at " + i);
                }
            }
            sparing.step(batch, 0.01);
            trainer.state().weights().forEach((name, tensor) -> {
                float[] other = sparing.weight(name);
                for (int i = 0; i < other.length; i++) {
                    assertEquals(tensor.values()[i], other[i], 1e-6, what + ": " + name + " at " + i);
                }
            });
            model.topology().masks().forEach((name, mask) -> {
                double[] norms = sparing.kernelNorms(name);
                for (int kernel = 0; kernel < norms.length; kernel++) {
                    assertTrue(mask.active().get(kernel) || norms[kernel] == 0, what + ": " + name + " is masked");
                }
            });
        }
    }

    private static Trainer trainer(Model model, Size3 patch, Recipe recipe) {
        return new SparseTraining(SparseOptions.defaults().withThreads(2))
                .trainer(model.graph(), TrainingState.start(model), patch, recipe, ClipNorm.ACTIVE);
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static Plan plan(SplittableRandom random) {
        int levels = 2 + random.nextInt(2);
        List<Integer> channels = new ArrayList<>();
        List<Size3> strides = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            channels.add(3 + random.nextInt(14));
            if (level > 0) {
                strides.add(random.nextInt(3) == 0 ? new Size3(1, 2, 2) : Size3.cube(2));
            }
        }
        Size3 divisor = strides.stream().reduce(Size3.cube(1), Size3::times);
        Size3 patch = divisor.times(new Size3(1 + random.nextInt(6), 1 + random.nextInt(6), 1 + random.nextInt(6)));
        ShiftPlan shift = random.nextInt(3) == 0
                ? new ShiftPlan(Axis.HEIGHT, List.of(-1, 0, 1), false)
                : new ShiftPlan(Axis.DEPTH, List.of(-1, 0, 1), random.nextBoolean());
        return PlanBuilder.builder()
                .architecture("e2enet")
                .inputChannels(1 + random.nextInt(3))
                .classes(2 + random.nextInt(4))
                .channels(channels)
                .strides(strides)
                .kernel(random.nextInt(3) == 0 ? Size3.cube(3) : new Size3(1, 3, 3))
                .shift(shift)
                .sparsity(List.of(0.9, 0.7, 0.4, 0.0).get(random.nextInt(4)))
                .patch(patch)
                .build();
    }
}
