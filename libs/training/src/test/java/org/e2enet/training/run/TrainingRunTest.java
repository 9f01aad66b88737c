package org.e2enet.training.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.e2enet.network.Size3;
import org.e2enet.network.Tensor;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.plan.Plan;
import org.e2enet.network.plan.Presets;
import org.e2enet.network.recipe.Augmentation;
import org.e2enet.network.recipe.Evolution;
import org.e2enet.network.recipe.Optimizer;
import org.e2enet.network.recipe.Recipe;
import org.e2enet.network.safetensors.SafetensorsFile;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyUpdate;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.training.data.CaseSource;
import org.e2enet.training.data.TrainingCase;
import org.junit.jupiter.api.Test;

class TrainingRunTest {
    private static final Plan PLAN = Presets.e2enet(4, 8, 3, 1, 2, new Size3(8, 16, 16), 0.5);

    /** A bright ball on a dark ground: learnt in few steps. */
    private static final CaseSource BALL = new CaseSource() {
        private final TrainingCase ball = ball();

        @Override
        public List<String> ids() {
            return List.of("ball");
        }

        @Override
        public TrainingCase load(String id) {
            return ball;
        }
    };

    private static TrainingCase ball() {
        Size3 size = new Size3(10, 20, 20);
        float[] image = new float[(int) size.volume()];
        short[] labels = new short[image.length];
        for (int i = 0; i < image.length; i++) {
            int z = i / 400 - 5;
            int y = i / 20 % 20 - 10;
            int x = i % 20 - 10;
            boolean inside = 4 * z * z + y * y + x * x < 49;
            image[i] = (inside ? 1 : -1) + 0.1f * ((i * 31) % 7);
            labels[i] = (short) (inside ? 1 : 0);
        }
        return new TrainingCase("ball", image, labels, size);
    }

    private static Recipe recipe(Evolution evolution) {
        return new Recipe(Optimizer.adamW(0.01), 6, 8, 2, 12, null, false, evolution, Augmentation.light(), 0.33, 11);
    }

    private static RunSetup setup(Evolution evolution, int threads) {
        CaseSource none = new CaseSource() {
            @Override
            public List<String> ids() {
                return List.of();
            }

            @Override
            public TrainingCase load(String id) {
                throw new IllegalArgumentException(id);
            }
        };
        return new RunSetup(PLAN, recipe(evolution), BALL, none, TorchOptions.DEFAULT, threads, 2);
    }

    /** Keeps what a run told. */
    private static final class Recorder implements RunListener {
        private final List<EpochReport> epochs = new ArrayList<>();
        private final List<TopologyUpdate> updates = new ArrayList<>();
        private RunState last;
        private Topology topology;
        private int updatesBefore;

        @Override
        public void started(RunState state) {
            topology = state.training().topology();
            updatesBefore = state.updates();
        }

        @Override
        public void epochFinished(EpochReport report) {
            epochs.add(report);
        }

        @Override
        public void topologyUpdated(int number, TopologyUpdate update, Topology next, double exploredShare) {
            assertEquals(topology.activeKernels(), next.activeKernels(), "density must stay");
            assertEquals(updatesBefore + updates.size() + 1, number);
            updates.add(update);
            topology = next;
        }

        @Override
        public void checkpoint(CheckpointKind kind, RunState state) {
            last = state;
        }
    }

    private static Map<String, Tensor> train(Evolution evolution, Recorder recorder) {
        TrainingRun run = new TrainingRun(setup(evolution, 2), recorder);
        assertEquals(TrainingRun.Outcome.FINISHED, run.run(run.initialState(), () -> false));
        return recorder.last.training().weights();
    }

    @Test
    void shouldLearnABallAndEvolveItsTopologyOnTheWay() {
        Recorder recorder = new Recorder();

        train(Evolution.every(10), recorder);

        assertEquals(6, recorder.epochs.size());
        assertEquals(4, recorder.updates.size(), "after steps 10, 20, 30, 40 of 48");
        assertTrue(
                recorder.epochs.getLast().loss() < recorder.epochs.getFirst().loss() - 0.2, recorder.epochs::toString);
        assertTrue(recorder.epochs.getLast().meanDice().orElseThrow() > 0.8, recorder.epochs::toString);
        assertEquals(0.01 * Math.pow(1 - 5 / 6d, 0.9), recorder.epochs.getLast().learningRate(), 1e-12);
    }

    @Test
    void shouldGiveTheSameBitsWhenInterruptedSavedAndResumed() {
        Map<String, Tensor> undisturbed = train(Evolution.every(10), new Recorder());

        Recorder interrupted = new Recorder();
        TrainingRun first = new TrainingRun(setup(Evolution.every(10), 1), interrupted);
        AtomicInteger steps = new AtomicInteger();
        assertEquals(
                TrainingRun.Outcome.INTERRUPTED, first.run(first.initialState(), () -> steps.getAndIncrement() == 25));
        assertEquals(25, interrupted.last.iteration());

        Recorder resumed = new Recorder();
        new TrainingRun(setup(Evolution.every(10), 3), resumed).run(savedAndRead(interrupted.last), () -> false);

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
        Recorder recorder = new Recorder();
        train(Evolution.never(), recorder);

        assertTrue(recorder.updates.isEmpty());
        assertEquals(
                Optional.of(recorder.topology),
                Optional.of(recorder.last.training().topology()));
    }

    @Test
    void shouldTellUpdatesThatReplayToTheFinalTopology() {
        Recorder recorder = new Recorder();
        TrainingRun run = new TrainingRun(setup(Evolution.every(10), 2), recorder);
        RunState start = run.initialState();
        run.run(start, () -> false);

        Topology replayed = start.training().topology();
        for (TopologyUpdate update : recorder.updates) {
            replayed = update.applyTo(replayed);
        }
        assertEquals(recorder.last.training().topology(), replayed);
    }
}
