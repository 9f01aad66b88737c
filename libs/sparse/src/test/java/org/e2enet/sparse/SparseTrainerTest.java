package org.e2enet.sparse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.FaultException;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.training.Batch;
import org.e2enet.network.training.ClipNorm;
import org.e2enet.network.training.GradientScope;
import org.e2enet.network.training.Trainer;
import org.e2enet.network.training.TrainingState;
import org.e2enet.safetensors.Tensor;
import org.e2enet.sparse.training.SparseTraining;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SparseTrainerTest {
    private static final Size3 PATCH = new Size3(8, 16, 8);
    private static final Plan PLAN = Presets.e2enet(6, 12, 3, 1, 3, PATCH, 0.5);
    private static final Model MODEL = RandomModels.model(Architectures.graph(PLAN), 0.5, random(3));

    private static SplittableRandom random(long seed) {
        return new SplittableRandom(seed);
    }

    private static Recipe recipe(Optimizer.Kind kind) {
        Optimizer optimizer = kind == Optimizer.Kind.SGD ? Optimizer.sgd(0.01) : Optimizer.adamW(0.003);
        return TrainingCases.recipe(optimizer, 2, false);
    }

    private static Batch batch(long seed) {
        return TrainingCases.batch(MODEL.graph(), PATCH, 2, random(seed));
    }

    /** Noise whose labels follow its brightness. */
    private static Batch learnable(long seed) {
        Batch noise = batch(seed);
        for (int i = 0; i < noise.images().length; i++) {
            noise.images()[i] = noise.labels()[i] + 0.1f * noise.images()[i];
        }
        return noise;
    }

    private static Trainer trainer(Optimizer.Kind kind, int threads) {
        return resume(TrainingState.start(MODEL), kind, threads);
    }

    private static Trainer resume(TrainingState state, Optimizer.Kind kind, int threads) {
        return new SparseTraining(SparseOptions.defaults().withThreads(threads))
                .trainer(MODEL.graph(), state, PATCH, recipe(kind), ClipNorm.ACTIVE);
    }

    @ParameterizedTest
    @EnumSource(Optimizer.Kind.class)
    void shouldLearnBrightnessWhenLabelsFollowIt(Optimizer.Kind kind) {
        try (Trainer trainer = trainer(kind, 2)) {
            double first = trainer.step(learnable(1), 0.01).loss();
            double last = first;
            for (int step = 0; step < 40; step++) {
                last = trainer.step(learnable(step), 0.01).loss();
            }
            assertTrue(last < 0.95 * first, "loss went from " + first + " to " + last);
        }
    }

    @ParameterizedTest
    @EnumSource(Optimizer.Kind.class)
    void shouldGiveTheSameBitsForAnyThreadsAndWhenResumed(Optimizer.Kind kind) {
        try (Trainer one = trainer(kind, 1);
                Trainer two = trainer(kind, 2);
                Trainer five = trainer(kind, 5)) {
            for (int step = 0; step < 3; step++) {
                for (Trainer trainer : List.of(one, two, five)) {
                    trainer.step(batch(step), 0.01);
                }
            }
            assertSameBits(one.state(), two.state());
            assertSameBits(one.state(), five.state());
            try (Trainer resumed = resume(one.state(), kind, 2)) {
                assertSameBits(one.state(), resumed.state());
                for (int step = 3; step < 6; step++) {
                    two.step(batch(step), 0.01);
                    resumed.step(batch(step), 0.01);
                }
                assertSameBits(two.state(), resumed.state());
            }
        }
    }

    @Test
    void shouldGiveTheSameBitsColdAndWarm() {
        TrainingState cold;
        try (Trainer trainer = trainer(Optimizer.Kind.SGD, 2)) {
            trainer.step(batch(1), 0.01);
            cold = trainer.state();
            for (int step = 0; step < 200; step++) {
                trainer.step(batch(1), 1e-6);
            }
        }
        try (Trainer trainer = trainer(Optimizer.Kind.SGD, 2)) {
            trainer.step(batch(1), 0.01);
            assertSameBits(cold, trainer.state());
        }
    }

    @Test
    void shouldGrowFromTheGivenValuesAndForgetMomentumWhenTheTopologyEvolves() {
        try (Trainer trainer = trainer(Optimizer.Kind.SGD, 2)) {
            Parameter parameter = MODEL.graph().maskableParameters().getFirst();
            trainer.step(batch(1), 0.01);
            assertTrue(trainer.gradientNorms(parameter.name()).isEmpty(), "nobody asked");
            trainer.step(batch(1), 0.01, GradientScope.ALL);
            KernelMask before = trainer.topology().mask(parameter.name()).orElseThrow();
            int dropped = before.active().nextSetBit(0);
            double[] norms = trainer.gradientNorms(parameter.name()).orElseThrow();
            int grown = IntStream.range(0, norms.length)
                    .filter(kernel -> norms[kernel] > 0 && !before.active().get(kernel))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("an inactive kernel with a gradient expected"));
            BitSet active = before.active();
            active.clear(dropped);
            active.set(grown);
            BitSet reset = new BitSet();
            reset.set(grown);
            Map<String, KernelMask> masks = new HashMap<>(trainer.topology().masks());
            masks.put(parameter.name(), new KernelMask(before.rows(), before.columns(), active));

            trainer.evolve(new Topology(masks), Map.of(parameter.name(), reset), (_, _, taps) -> new float[taps]);

            assertEquals(0, trainer.kernelNorms(parameter.name())[dropped]);
            float[] momentum = trainer.state().momentum().get(parameter.name()).values();
            for (int tap = 0; tap < parameter.taps(); tap++) {
                assertEquals(0, momentum[grown * parameter.taps() + tap]);
                assertEquals(0, momentum[dropped * parameter.taps() + tap]);
            }
            trainer.step(batch(2), 0.01);
            assertEquals(0, trainer.kernelNorms(parameter.name())[dropped]);
            assertTrue(trainer.kernelNorms(parameter.name())[grown] > 0, "a kernel of zeros learns");
        }
    }

    @Test
    void shouldLendTheNetworkAsItIsNow() {
        try (Trainer trainer = trainer(Optimizer.Kind.SGD, 2)) {
            trainer.step(batch(1), 0.01);
            float[] image = RandomModels.input(Math.toIntExact(PATCH.volume()), random(9));
            List<double[]> wanted = NaiveInterpreter.forward(trainer.model(), PATCH, image);
            try (CompiledNetwork network = trainer.network(PATCH)) {
                float[] got = network.forward(image, 1).getFirst();
                for (int i = 0; i < got.length; i++) {
                    assertEquals(wanted.getFirst()[i], got[i], 2e-4);
                }
            }
        }
    }

    @Test
    void shouldLeaveTheWeightsAloneWhenTheLossIsNotFinite() {
        try (Trainer trainer = trainer(Optimizer.Kind.SGD, 2)) {
            Batch batch = batch(1);
            float[] images = batch.images().clone();
            images[7] = Float.NaN;
            TrainingState before = trainer.state();
            FaultException fault = assertThrows(
                    FaultException.class,
                    () -> trainer.step(new Batch(images, batch.labels(), 2, PATCH, List.of("broken", "whole")), 0.01));
            assertEquals("SPA-301", fault.fault().code());
            assertEquals("training step 1, cases [broken, whole]", fault.fault().where());
            assertTrue(fault.fault().what().endsWith("in [broken]"), fault.fault()::what);
            assertSameBits(before, trainer.state());
            assertEquals(0, trainer.steps());
        }
    }

    @Test
    void shouldNameTheStepThatMadeTheWeightsInfinite() {
        Parameter parameter = MODEL.graph().parameters().getFirst();
        float[] huge = new float[parameter.elements()];
        Arrays.fill(huge, Float.MAX_VALUE);
        TrainingState state = new TrainingState(
                1,
                MODEL.weights(),
                Map.of(parameter.name(), new Tensor(parameter.shape(), huge)),
                Map.of(),
                MODEL.topology());
        try (Trainer trainer = resume(state, Optimizer.Kind.SGD, 1)) {
            FaultException fault = assertThrows(FaultException.class, () -> trainer.step(batch(1), 2));
            assertEquals("SPA-301", fault.fault().code());
            assertTrue(fault.fault().where().startsWith("training step 2"), fault.fault()::where);
            assertTrue(fault.fault().what().startsWith("weights"), fault.fault()::what);
        }
    }

    @Test
    void shouldRefuseLabelsPatchesAndMemoryThatDoNotFit() {
        try (Trainer trainer = trainer(Optimizer.Kind.SGD, 1)) {
            Batch batch = batch(1);
            batch.labels()[5] = 3;
            assertEquals("SPA-302", code(() -> trainer.step(batch, 0.01)));
            Batch larger = TrainingCases.batch(MODEL.graph(), new Size3(8, 16, 16), 1, random(1));
            assertEquals("SPA-303", code(() -> trainer.step(larger, 0.01)));
        }
        SparseTraining small = new SparseTraining(SparseOptions.defaults().withMemoryLimitBytes(1 << 20));
        assertEquals("SPA-304", code(() -> small.requireMemory(PLAN, recipe(Optimizer.Kind.SGD))));
        new SparseTraining(SparseOptions.defaults()).requireMemory(PLAN, recipe(Optimizer.Kind.SGD));
    }

    /** The largest patch that a plan may have: what is looked at before a step is its plan, not its tensors. */
    @Test
    void shouldRefuseAHugePatchBeforeAnythingOfItsSizeIsTaken() {
        Size3 huge = Size3.cube(1024);
        SparseTraining training = new SparseTraining(SparseOptions.defaults().withMemoryLimitBytes(1L << 30));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertEquals("SPA-304", code(() -> training.requireMemory(PLAN.withPatch(huge), recipe(Optimizer.Kind.SGD))));

        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken < huge.volume() / 10, () -> taken + " bytes for a patch of " + huge.volume() + " voxels");
    }

    private static String code(Runnable refused) {
        return assertThrows(FaultException.class, refused::run).fault().code();
    }

    private static void assertSameBits(TrainingState expected, TrainingState actual) {
        assertEquals(expected.steps(), actual.steps());
        assertSameBits(expected.weights(), actual.weights());
        assertSameBits(expected.momentum(), actual.momentum());
        assertSameBits(expected.secondMoment(), actual.secondMoment());
    }

    private static void assertSameBits(Map<String, Tensor> expected, Map<String, Tensor> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, tensor) ->
                assertArrayEquals(tensor.values(), actual.get(name).values(), name));
    }
}
