package org.e2enet.training.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Augmentation;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyUpdate;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.Tensor;
import org.e2enet.torch.runtime.Precision;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.torch.training.TorchTraining;
import org.e2enet.training.data.CaseSource;
import org.e2enet.training.data.TrainingCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingRunTest {
    private static final Plan PLAN = Presets.e2enet(4, 8, 3, 1, 2, new Size3(8, 16, 16), 0.5);

    private static Recipe recipe(Evolution evolution) {
        return new Recipe(Optimizer.adamW(0.01), 6, 8, 2, 12, null, false, evolution, Augmentation.light(), 0.33, 11);
    }

    private static RunSetup setup(Evolution evolution, int threads) {
        return setup(evolution, threads, Precision.FLOAT32);
    }

    private static RunSetup setup(Evolution evolution, int threads, Precision precision) {
        TorchOptions torch = TorchOptions.DEFAULT.withPrecision(precision);
        return new RunSetup(
                PLAN, recipe(evolution), BallCases.ONE, BallCases.NONE, new TorchTraining(torch), threads, 2);
    }

    private static Map<String, Tensor> train(Evolution evolution, RunRecorder recorder) {
        return train(evolution, recorder, Precision.FLOAT32);
    }

    private static Map<String, Tensor> train(Evolution evolution, RunRecorder recorder, Precision precision) {
        TrainingRun run = new TrainingRun(setup(evolution, 2, precision), recorder);
        assertEquals(TrainingRun.Outcome.FINISHED, run.run(run.initialState(), () -> false));
        return recorder.last.training().weights();
    }

    @Test
    void shouldLearnABallAndEvolveItsTopologyOnTheWay() {
        RunRecorder recorder = new RunRecorder();

        train(Evolution.every(10), recorder);

        assertEquals(6, recorder.epochs.size());
        assertEquals(4, recorder.updates.size(), "after steps 10, 20, 30, 40 of 48");
        assertTrue(
                recorder.epochs.getLast().loss() < recorder.epochs.getFirst().loss() - 0.2, recorder.epochs::toString);
        assertTrue(recorder.epochs.getLast().meanDice().orElseThrow() > 0.8, recorder.epochs::toString);
        assertEquals(0.01 * Math.pow(1 - 5 / 6d, 0.9), recorder.epochs.getLast().learningRate(), 1e-12);
    }

    @Test
    void shouldLearnInBf16AsInFloat32() {
        RunRecorder exact = new RunRecorder();
        RunRecorder coarse = new RunRecorder();

        train(Evolution.every(10), exact);
        train(Evolution.every(10), coarse, Precision.BF16);

        assertEquals(4, coarse.updates.size());
        for (int epoch = 0; epoch < exact.epochs.size(); epoch++) {
            assertEquals(
                    exact.epochs.get(epoch).loss(), coarse.epochs.get(epoch).loss(), 0.1, "loss of epoch " + epoch);
        }
        assertTrue(coarse.epochs.getLast().meanDice().orElseThrow() > 0.8, coarse.epochs::toString);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void shouldGiveTheSameBitsWhenInterruptedSavedAndResumed(Precision precision) {
        Map<String, Tensor> undisturbed = train(Evolution.every(10), new RunRecorder(), precision);

        RunRecorder interrupted = new RunRecorder();
        TrainingRun first = new TrainingRun(setup(Evolution.every(10), 1, precision), interrupted);
        AtomicInteger steps = new AtomicInteger();
        assertEquals(
                TrainingRun.Outcome.INTERRUPTED, first.run(first.initialState(), () -> steps.getAndIncrement() == 25));
        assertEquals(25, interrupted.last.iteration());

        RunRecorder resumed = new RunRecorder();
        new TrainingRun(setup(Evolution.every(10), 3, precision), resumed)
                .run(savedAndRead(interrupted.last), () -> false);

        Map<String, Tensor> weights = resumed.last.training().weights();
        assertEquals(undisturbed.keySet(), weights.keySet());
        undisturbed.forEach((name, tensor) ->
                assertArrayEquals(tensor.values(), weights.get(name).values(), name));
    }

    private static RunState savedAndRead(RunState state) {
        byte[] bytes = RunCheckpoint.of(state, PLAN, recipe(Evolution.every(10)))
                .toSafetensors()
                .toBytes();
        try (SafetensorsFile file = SafetensorsFile.of(bytes, "state")) {
            return RunCheckpoint.state(Checkpoint.read(file));
        }
    }

    @Test
    void shouldKeepAStaticMaskStill() {
        RunRecorder recorder = new RunRecorder();
        train(Evolution.never(), recorder);

        assertTrue(recorder.updates.isEmpty());
        assertEquals(
                Optional.of(recorder.topology),
                Optional.of(recorder.last.training().topology()));
    }

    @Test
    void shouldTellUpdatesThatReplayToTheFinalTopology() {
        RunRecorder recorder = new RunRecorder();
        TrainingRun run = new TrainingRun(setup(Evolution.every(10), 2), recorder);
        RunState start = run.initialState();
        run.run(start, () -> false);

        Topology replayed = start.training().topology();
        for (TopologyUpdate update : recorder.updates) {
            replayed = update.applyTo(replayed);
        }
        assertEquals(recorder.last.training().topology(), replayed);
    }

    @Test
    void shouldStopAtALossThatIsNoNumberAndKeepTheLastGoodState() {
        CaseSource broken = new CaseSource() {
            @Override
            public List<String> ids() {
                return List.of("broken");
            }

            @Override
            public TrainingCase load(String id) {
                TrainingCase ball = BallCases.ONE.load(id);
                Arrays.fill(ball.image(), Float.NaN);
                return ball;
            }
        };
        RunRecorder good = new RunRecorder();
        TrainingRun first = new TrainingRun(setup(Evolution.every(10), 2), good);
        AtomicInteger steps = new AtomicInteger();
        first.run(first.initialState(), () -> steps.getAndIncrement() == 20);
        RunRecorder recorder = new RunRecorder();
        TrainingRun second = new TrainingRun(
                new RunSetup(
                        PLAN,
                        recipe(Evolution.every(10)),
                        broken,
                        BallCases.NONE,
                        new TorchTraining(TorchOptions.DEFAULT),
                        2,
                        2),
                recorder);

        FaultException stopped = assertThrows(FaultException.class, () -> second.run(good.last, () -> false));

        assertEquals("TOR-201", stopped.fault().code());
        assertEquals("training step 21, cases [broken]", stopped.fault().where());
        assertNull(recorder.last, "no state after the good one");
    }

    /** Cases are read on threads of their own, validation on the training thread: the cause is the same to whoever waits. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTellTheFaultOfACaseThatCannotBeRead(boolean amongTrainingCases) {
        Fault full = new Fault("STO-201", "could not be written", "object", "Free space.");
        CaseSource unreadable = new CaseSource() {
            @Override
            public List<String> ids() {
                return List.of("unreadable");
            }

            @Override
            public TrainingCase load(String id) {
                throw full.exception();
            }
        };
        RunSetup setup = new RunSetup(
                PLAN,
                recipe(Evolution.never()),
                amongTrainingCases ? unreadable : BallCases.ONE,
                amongTrainingCases ? BallCases.NONE : unreadable,
                new TorchTraining(TorchOptions.DEFAULT),
                2,
                2);
        TrainingRun run = new TrainingRun(setup, new RunRecorder());

        FaultException stopped = assertThrows(FaultException.class, () -> run.run(run.initialState(), () -> false));

        assertEquals(full, stopped.fault());
    }
}
