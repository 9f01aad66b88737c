package org.e2enet.training.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.contract.recipe.Augmentation;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.FaultException;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.initial.Initializer;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyUpdate;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.Tensor;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.torch.training.TorchTraining;
import org.junit.jupiter.api.Test;

class FineTuningTest {
    private static final Plan PLAN = Presets.e2enet(4, 8, 3, 1, 2, new Size3(8, 16, 16), 0.5);
    private static final long SEED = 5;

    private static Recipe recipe(Evolution evolution) {
        return new Recipe(Optimizer.adamW(0.01), 3, 4, 1, 12, null, false, evolution, Augmentation.light(), 0.33, SEED);
    }

    private static TrainingRun run(Plan plan, Evolution evolution, RunRecorder recorder) {
        return new TrainingRun(
                new RunSetup(
                        plan,
                        recipe(evolution),
                        BallCases.ONE,
                        BallCases.NONE,
                        new TorchTraining(TorchOptions.DEFAULT),
                        2,
                        1),
                recorder);
    }

    /** A model at the end of a short training, as it is published. */
    private static Checkpoint pretrained(Plan plan) {
        RunRecorder recorder = new RunRecorder();
        TrainingRun run = run(plan, Evolution.every(3), recorder);
        run.run(run.initialState(), () -> false);
        return RunCheckpoint.of(recorder.last, plan, recipe(Evolution.every(3))).forServing();
    }

    @Test
    void shouldTakeOverWeightsAndMasksWithAFreshOptimiser() {
        Checkpoint model = pretrained(PLAN);

        RunState start = run(PLAN, Evolution.every(3), new RunRecorder()).initialState(model);

        assertEquals(0, start.iteration());
        assertEquals(0, start.updates());
        assertEquals(Map.of(), start.training().momentum());
        assertEquals(model.topology(), start.training().topology());
        assertSame(model.weights(), start.training().weights());
    }

    @Test
    void shouldKeepTheMasksWhileTheWeightsLearnWhenTheTopologyIsFixed() {
        Checkpoint model = pretrained(PLAN);
        RunRecorder recorder = new RunRecorder();
        TrainingRun run = run(PLAN, Evolution.never(), recorder);

        run.run(run.initialState(model), () -> false);

        assertTrue(recorder.updates.isEmpty());
        assertEquals(model.topology(), recorder.last.training().topology());
        model.weights()
                .forEach((name, tensor) -> assertFalse(
                        Arrays.equals(
                                tensor.values(),
                                recorder.last.training().weights().get(name).values()),
                        name));
    }

    @Test
    void shouldEvolveOnFromTheMasksOfTheModel() {
        Checkpoint model = pretrained(PLAN);
        RunRecorder recorder = new RunRecorder();
        TrainingRun run = run(PLAN, Evolution.every(3), recorder);

        run.run(run.initialState(model), () -> false);

        assertEquals(3, recorder.updates.size(), "after steps 3, 6 and 9 of 12");
        assertNotEquals(model.topology(), recorder.last.training().topology());
        Topology replayed = model.topology();
        for (TopologyUpdate update : recorder.updates) {
            replayed = update.applyTo(replayed);
        }
        assertEquals(replayed, recorder.last.training().topology());
    }

    @Test
    void shouldStartOnlyTheHeadsAnewWhereTheClassesDiffer() {
        Checkpoint model = pretrained(PLAN);
        Plan moreClasses = PLAN.withEnds(1, 5);

        RunState start = run(moreClasses, Evolution.never(), new RunRecorder()).initialState(model);

        Map<String, Tensor> fresh = new Initializer(SEED).weights(Architectures.graph(moreClasses));
        start.training()
                .weights()
                .forEach((name, tensor) -> assertArrayEquals(
                        (name.startsWith("seg_outputs.") ? fresh : model.weights())
                                .get(name)
                                .values(),
                        tensor.values(),
                        name));
        assertEquals(model.topology(), start.training().topology());
    }

    /** Its last block before the head has as many channels as there are classes. */
    @Test
    void shouldStartTheClassWideBlockOfVNetAnewWithItsMask() {
        Plan vnet = vnet(2);
        Checkpoint model = pretrained(vnet);
        RunRecorder recorder = new RunRecorder();
        TrainingRun run = run(vnet(3), Evolution.never(), recorder);

        RunState start = run.initialState(model);
        run.run(start, () -> false);

        assertEquals(
                3,
                start.training()
                        .topology()
                        .mask("out.conv.weight")
                        .orElseThrow()
                        .rows());
        model.topology().masks().forEach((name, mask) -> {
            if (!name.startsWith("out.")) {
                assertEquals(mask, start.training().topology().mask(name).orElseThrow(), name);
            }
        });
    }

    private static Plan vnet(int classes) {
        return PlanBuilder.builder()
                .architecture("vnet")
                .inputChannels(1)
                .classes(classes)
                .channels(List.of(4, 8))
                .strides(List.of(Size3.cube(2)))
                .kernel(Size3.cube(3))
                .sparsity(0.5)
                .patch(new Size3(8, 16, 16))
                .build();
    }

    @Test
    void shouldRefuseAPlanOfAnotherNetwork() {
        Checkpoint model = pretrained(PLAN);
        Plan wider = Presets.e2enet(6, 12, 3, 1, 2, new Size3(8, 16, 16), 0.5);
        TrainingRun run = run(wider, Evolution.never(), new RunRecorder());

        FaultException refused = assertThrows(FaultException.class, () -> run.initialState(model));

        assertEquals("NET-108", refused.fault().code());
        assertEquals("plan.channels", refused.fault().where());
    }

    @Test
    void shouldGiveTheSameBitsWhenATuningIsInterruptedSavedAndResumed() {
        Checkpoint model = pretrained(PLAN);
        RunRecorder undisturbed = new RunRecorder();
        TrainingRun whole = run(PLAN, Evolution.every(3), undisturbed);
        whole.run(whole.initialState(model), () -> false);

        RunRecorder interrupted = new RunRecorder();
        TrainingRun first = run(PLAN, Evolution.every(3), interrupted);
        AtomicInteger steps = new AtomicInteger();
        RunState start = savedAndRead(first.initialState(model));
        first.run(start, () -> steps.getAndIncrement() == 7);
        assertEquals(7, interrupted.last.iteration());
        RunRecorder resumed = new RunRecorder();
        run(PLAN, Evolution.every(3), resumed).run(savedAndRead(interrupted.last), () -> false);

        assertSame(
                undisturbed.last.training().weights(), resumed.last.training().weights());
        assertEquals(
                undisturbed.last.training().topology(), resumed.last.training().topology());
    }

    private static RunState savedAndRead(RunState state) {
        byte[] bytes = RunCheckpoint.of(state, PLAN, recipe(Evolution.every(3)))
                .toSafetensors()
                .toBytes();
        try (SafetensorsFile file = SafetensorsFile.of(bytes, "state")) {
            return RunCheckpoint.state(Checkpoint.read(file));
        }
    }

    private static void assertSame(Map<String, Tensor> wanted, Map<String, Tensor> got) {
        assertEquals(wanted.keySet(), got.keySet());
        wanted.forEach((name, tensor) ->
                assertArrayEquals(tensor.values(), got.get(name).values(), name));
    }
}
