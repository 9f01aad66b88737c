package org.e2enet.torch.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.contract.plan.ShiftPlan;
import org.e2enet.contract.recipe.Augmentation;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.FaultException;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.initial.Initializer;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.training.Batch;
import org.e2enet.network.training.ClipNorm;
import org.e2enet.network.training.GradientScope;
import org.e2enet.network.training.TrainingState;
import org.e2enet.safetensors.Tensor;
import org.e2enet.torch.runtime.Precision;
import org.e2enet.torch.runtime.TorchOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchTrainerTest {
    private static Recipe recipe(Optimizer.Kind kind) {
        Optimizer optimizer = kind == Optimizer.Kind.SGD ? Optimizer.sgd(0.01) : Optimizer.adamW(0.003);
        return recipe(optimizer, Evolution.never());
    }

    private static Recipe recipe(Optimizer optimizer, Evolution evolution) {
        return new Recipe(optimizer, 10, 10, 2, 12, Recipe.THREE_HEADS, false, evolution, Augmentation.none(), 0.3, 1);
    }

    private static TorchTrainer start(Recipe recipe) {
        return TorchTrainer.start(SmallRun.model(3), recipe, SmallRun.TWO_THREADS);
    }

    @ParameterizedTest
    @EnumSource(Optimizer.Kind.class)
    void shouldLearnBrightnessWhenLabelsFollowIt(Optimizer.Kind kind) {
        try (TorchTrainer trainer = start(recipe(kind))) {
            double first = trainer.step(SmallRun.batch(1, 2), 0.01).loss();
            double last = first;
            for (int step = 0; step < 40; step++) {
                last = trainer.step(SmallRun.batch(step, 2), 0.01).loss();
            }
            assertTrue(last < 0.95 * first, "loss went from " + first + " to " + last);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nnunet", "nnunet-v1", "unetpp", "vnet"})
    void shouldTrainTheOtherArchitecturesToo(String architecture) {
        Plan plan = PlanBuilder.builder()
                .architecture(architecture)
                .inputChannels(1)
                .classes(SmallRun.CLASSES)
                .channels(List.of(6, 12, 12))
                .strides(List.of(Size3.cube(2), Size3.cube(2)))
                .kernel(Size3.cube(3))
                .shift(ShiftPlan.OFF)
                .patch(SmallRun.PATCH)
                .build();
        Graph graph = Architectures.graph(plan);
        Model model = new Model(graph, new Initializer(1).weights(graph), Topology.DENSE);
        try (TorchTrainer trainer = TorchTrainer.start(model, recipe(Optimizer.Kind.ADAMW), SmallRun.TWO_THREADS)) {
            double first = trainer.step(SmallRun.batch(1, 2), 0.003).loss();
            double last = first;
            for (int step = 0; step < 5; step++) {
                last = trainer.step(SmallRun.batch(1, 2), 0.003).loss();
            }
            assertTrue(last < first, "loss went from " + first + " to " + last);
        }
    }

    @ParameterizedTest
    @EnumSource(Optimizer.Kind.class)
    void shouldReachTheSameBitsWhenResumed(Optimizer.Kind kind) {
        Recipe recipe = recipe(kind);
        try (TorchTrainer whole = start(recipe);
                TorchTrainer firstHalf = start(recipe)) {
            for (int step = 0; step < 3; step++) {
                firstHalf.step(SmallRun.batch(step, 2), 0.01);
            }
            try (TorchTrainer secondHalf = TorchTrainer.resume(
                    SmallRun.model(3).graph(), firstHalf.state(), recipe, SmallRun.TWO_THREADS, ClipNorm.ACTIVE)) {
                assertSameBits(firstHalf.state(), secondHalf.state());
                for (int step = 0; step < 6; step++) {
                    whole.step(SmallRun.batch(step, 2), 0.01);
                    if (step >= 3) {
                        secondHalf.step(SmallRun.batch(step, 2), 0.01);
                    }
                }
                assertSameBits(whole.state(), secondHalf.state());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Optimizer.Kind.class)
    void shouldLearnInBf16AsInFloat32(Optimizer.Kind kind) {
        TorchOptions bf16 = SmallRun.TWO_THREADS.withPrecision(Precision.BF16);
        try (TorchTrainer exact = start(recipe(kind));
                TorchTrainer coarse = TorchTrainer.start(SmallRun.model(3), recipe(kind), bf16)) {
            double first = 0;
            double farthest = 0;
            double last = 0;
            for (int step = 0; step < 40; step++) {
                double expected = exact.step(SmallRun.batch(step, 2), 0.01).loss();
                last = coarse.step(SmallRun.batch(step, 2), 0.01).loss();
                first = step == 0 ? last : first;
                farthest = Math.max(farthest, Math.abs(last - expected));
            }
            assertTrue(last < 0.95 * first, "loss went from " + first + " to " + last);
            assertTrue(farthest > 0, "computed in float32");
            assertTrue(farthest < 0.05, "losses up to " + farthest + " from float32's");
        }
    }

    @Test
    void shouldKeepWeightsAndMomentsInFloat32WhenItComputesInBf16() {
        TorchOptions bf16 = SmallRun.TWO_THREADS.withPrecision(Precision.BF16);
        try (TorchTrainer trainer = TorchTrainer.start(SmallRun.model(3), recipe(Optimizer.Kind.ADAMW), bf16)) {
            trainer.step(SmallRun.batch(1, 2), 0.01);

            TrainingState state = trainer.state();
            assertTrue(hasBitsBeyondBf16(state.weights()), "weights");
            assertTrue(hasBitsBeyondBf16(state.momentum()), "first moments");
            assertTrue(hasBitsBeyondBf16(state.secondMoment()), "second moments");
        }
    }

    private static boolean hasBitsBeyondBf16(Map<String, Tensor> tensors) {
        return tensors.values().stream().allMatch(tensor -> {
            int bits = 0;
            for (float value : tensor.values()) {
                bits |= Float.floatToRawIntBits(value);
            }
            return (bits & 0xffff) != 0;
        });
    }

    @Test
    void shouldKeepMaskedKernelsZeroWhenItSteps() {
        try (TorchTrainer trainer = start(recipe(Optimizer.Kind.SGD))) {
            trainer.step(SmallRun.batch(1, 2), 0.01);
            TrainingState state = trainer.state();
            state.topology().masks().forEach((name, mask) -> {
                double[] norms = trainer.kernelNorms(name);
                for (int kernel = 0; kernel < norms.length; kernel++) {
                    assertEquals(mask.active().get(kernel), norms[kernel] != 0, name + " kernel " + kernel);
                }
            });
        }
    }

    @Test
    void shouldGrowFromTheGivenValuesAndForgetMomentumWhenTheTopologyEvolves() {
        Recipe recipe = recipe(
                Optimizer.sgd(0.01), new Evolution(1, 0.5, Evolution.Growth.GRADIENT, Evolution.RegrowInit.HE, false));
        try (TorchTrainer trainer = start(recipe)) {
            trainer.step(SmallRun.batch(1, 2), 0.01);
            assertTrue(trainer.gradient(
                            trainer.topology().masks().keySet().iterator().next())
                    .isEmpty());
            trainer.step(SmallRun.batch(1, 2), 0.01, GradientScope.ALL);
            Model model = trainer.model();
            Parameter parameter = model.graph().maskableParameters().getFirst();
            KernelMask before = trainer.topology().mask(parameter.name()).orElseThrow();
            int dropped = before.active().nextSetBit(0);
            int grown = before.active().nextClearBit(0);
            assertTrue(trainer.gradientNorms(parameter.name()).orElseThrow()[grown] > 0, "dense gradient expected");
            BitSet active = before.active();
            active.clear(dropped);
            active.set(grown);
            BitSet reset = new BitSet();
            reset.set(grown);
            Map<String, KernelMask> masks = new HashMap<>(trainer.topology().masks());
            masks.put(parameter.name(), new KernelMask(before.rows(), before.columns(), active));

            trainer.evolve(new Topology(masks), Map.of(parameter.name(), reset), (_, _, taps) -> filled(taps));

            double[] norms = trainer.kernelNorms(parameter.name());
            assertEquals(0, norms[dropped]);
            assertEquals(0.5f * parameter.taps(), norms[grown]);
            float[] momentum = trainer.state().momentum().get(parameter.name()).values();
            for (int tap = 0; tap < parameter.taps(); tap++) {
                assertEquals(0, momentum[grown * parameter.taps() + tap]);
                assertEquals(0, momentum[dropped * parameter.taps() + tap]);
            }
            trainer.step(SmallRun.batch(2, 2), 0.01);
            assertEquals(0, trainer.kernelNorms(parameter.name())[dropped]);
        }
    }

    @Test
    void shouldLeaveTheWeightsAloneWhenTheLossIsNotFinite() {
        try (TorchTrainer trainer = start(recipe(Optimizer.Kind.SGD))) {
            Batch batch = SmallRun.batch(1, 2);
            float[] images = batch.images().clone();
            images[7] = Float.NaN;
            TrainingState before = trainer.state();
            FaultException fault = assertThrows(
                    FaultException.class,
                    () -> trainer.step(
                            new Batch(images, batch.labels(), 2, SmallRun.PATCH, List.of("broken", "whole")), 0.01));
            assertEquals("TOR-201", fault.fault().code());
            assertEquals("training step 1, cases [broken, whole]", fault.fault().where());
            assertTrue(fault.fault().what().endsWith("in [broken]"), fault.fault()::what);
            assertSameBits(before, trainer.state());
            assertEquals(0, trainer.steps());
        }
    }

    @Test
    void shouldNameTheStepThatMadeTheWeightsInfinite() {
        Model model = SmallRun.model(3);
        Parameter parameter = model.graph().parameters().getFirst();
        float[] huge = new float[parameter.elements()];
        Arrays.fill(huge, Float.MAX_VALUE);
        TrainingState state = new TrainingState(
                1,
                model.weights(),
                Map.of(parameter.name(), new Tensor(parameter.shape(), huge)),
                Map.of(),
                model.topology());
        Batch plain = SmallRun.batch(1, 1);
        Batch batch = new Batch(plain.images(), plain.labels(), 1, SmallRun.PATCH, List.of("whole"));
        try (TorchTrainer trainer = TorchTrainer.resume(
                model.graph(), state, recipe(Optimizer.Kind.SGD), SmallRun.TWO_THREADS, ClipNorm.ACTIVE)) {
            FaultException fault = assertThrows(FaultException.class, () -> trainer.step(batch, 2));

            assertEquals("TOR-201", fault.fault().code());
            assertEquals("training step 2, cases [whole]", fault.fault().where());
            assertTrue(fault.fault().what().startsWith("weights"), fault.fault()::what);
        }
    }

    @Test
    void shouldNameTheLabelWhenItIsNoClass() {
        try (TorchTrainer trainer = start(recipe(Optimizer.Kind.SGD))) {
            Batch batch = SmallRun.batch(1, 1);
            batch.labels()[5] = SmallRun.CLASSES;
            FaultException fault = assertThrows(FaultException.class, () -> trainer.step(batch, 0.01));
            assertEquals("TOR-202", fault.fault().code());
        }
    }

    private static float[] filled(int taps) {
        float[] values = new float[taps];
        Arrays.fill(values, 0.5f);
        return values;
    }

    private static void assertSameBits(TrainingState expected, TrainingState actual) {
        assertEquals(expected.steps(), actual.steps());
        for (var pair : List.of(
                Map.entry(expected.weights(), actual.weights()),
                Map.entry(expected.momentum(), actual.momentum()),
                Map.entry(expected.secondMoment(), actual.secondMoment()))) {
            assertEquals(pair.getKey().keySet(), pair.getValue().keySet());
            pair.getKey()
                    .forEach((name, tensor) -> assertArrayEquals(
                            tensor.values(), pair.getValue().get(name).values(), name));
        }
    }
}
