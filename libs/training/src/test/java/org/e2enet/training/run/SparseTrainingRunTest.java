package org.e2enet.training.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Augmentation;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.training.TrainingEngine;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.Tensor;
import org.e2enet.sparse.SparseOptions;
import org.e2enet.sparse.training.SparseTraining;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.torch.training.TorchTraining;
import org.junit.jupiter.api.Test;

/** A run on the sparse engine is a run like on libtorch, and each goes on from the other's checkpoint. */
class SparseTrainingRunTest {
    private static final Plan PLAN = Presets.e2enet(4, 8, 3, 1, 2, new Size3(8, 16, 16), 0.5);
    private static final TrainingEngine TORCH = new TorchTraining(TorchOptions.DEFAULT);
    private static final Evolution BY_GRADIENT =
            new Evolution(10, 0.5, Evolution.Growth.GRADIENT, Evolution.RegrowInit.ZERO, false);

    private static TrainingEngine sparse(int threads) {
        return new SparseTraining(SparseOptions.defaults().withThreads(threads));
    }

    private static Recipe recipe(Evolution evolution) {
        return new Recipe(Optimizer.adamW(0.01), 6, 8, 2, 12, null, false, evolution, Augmentation.light(), 0.33, 11);
    }

    private static TrainingRun run(TrainingEngine engine, Evolution evolution, RunRecorder recorder) {
        RunSetup setup = new RunSetup(PLAN, recipe(evolution), BallCases.ONE, BallCases.NONE, engine, 2, 2);
        return new TrainingRun(setup, recorder);
    }

    private static RunRecorder whole(TrainingEngine engine, Evolution evolution) {
        RunRecorder recorder = new RunRecorder();
        TrainingRun run = run(engine, evolution, recorder);
        assertEquals(TrainingRun.Outcome.FINISHED, run.run(run.initialState(), () -> false));
        return recorder;
    }

    /** Runs to a step, saves, reads, and goes on on another engine. */
    private static RunRecorder inTwo(TrainingEngine first, TrainingEngine second, Evolution evolution) {
        RunRecorder interrupted = new RunRecorder();
        TrainingRun run = run(first, evolution, interrupted);
        AtomicInteger steps = new AtomicInteger();
        run.run(run.initialState(), () -> steps.getAndIncrement() == 25);
        assertEquals(25, interrupted.last.iteration());
        byte[] saved = RunCheckpoint.of(interrupted.last, PLAN, recipe(evolution))
                .toSafetensors()
                .toBytes();
        assertEquals(Optional.of(first.name()), interrupted.last.engine());
        RunRecorder resumed = new RunRecorder();
        try (SafetensorsFile file = SafetensorsFile.of(saved, "state")) {
            RunState read = RunCheckpoint.state(Checkpoint.read(file));
            assertEquals(Optional.of(first.name()), read.engine(), "the checkpoint names its engine");
            run(second, evolution, resumed).run(read, () -> false);
        }
        return resumed;
    }

    @Test
    void shouldLearnABallAsLibtorchDoes() {
        RunRecorder torch = whole(TORCH, Evolution.every(10));
        RunRecorder sparse = whole(sparse(2), Evolution.every(10));

        assertEquals(4, sparse.updates.size(), "after steps 10, 20, 30, 40 of 48");
        assertTrue(sparse.epochs.getLast().meanDice().orElseThrow() > 0.8, sparse.epochs::toString);
        double expected = torch.epochs.getFirst().loss();
        assertEquals(expected, sparse.epochs.getFirst().loss(), 0.01, "loss of the first epoch");
    }

    @Test
    void shouldNameWhatMadeTheLastStepAndNotWhoTookTheRunUpWithoutOne() {
        RunState ended = whole(sparse(2), Evolution.every(10)).last;
        assertEquals(Optional.of("sparse"), ended.engine());
        RunRecorder again = new RunRecorder();

        run(TORCH, Evolution.every(10), again).run(ended, () -> false);

        assertEquals(Optional.of("sparse"), again.last.engine());
    }

    @Test
    void shouldGiveTheSameBitsWhenInterruptedSavedAndResumedOnOtherThreads() {
        Map<String, Tensor> undisturbed =
                whole(sparse(2), BY_GRADIENT).last.training().weights();

        Map<String, Tensor> weights =
                inTwo(sparse(1), sparse(3), BY_GRADIENT).last.training().weights();

        assertEquals(undisturbed.keySet(), weights.keySet());
        undisturbed.forEach((name, tensor) ->
                assertArrayEquals(tensor.values(), weights.get(name).values(), name));
    }

    @Test
    void shouldGoOnFromTheOtherEnginesCheckpoint() {
        RunRecorder fromTorch = inTwo(TORCH, sparse(2), Evolution.every(10));
        RunRecorder fromSparse = inTwo(sparse(2), TORCH, Evolution.every(10));

        assertTrue(fromTorch.epochs.getLast().meanDice().orElseThrow() > 0.8, fromTorch.epochs::toString);
        assertTrue(fromSparse.epochs.getLast().meanDice().orElseThrow() > 0.8, fromSparse.epochs::toString);
    }
}
