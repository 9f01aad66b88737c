package org.e2enet.training.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Augmentation;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.architecture.Presets;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.torch.training.TorchTraining;
import org.e2enet.training.data.CaseSource;
import org.e2enet.training.data.TrainingCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels are 16-bit from the scan through the patches, the loss and the Dice of an epoch. */
class WideLabelsTest {
    @ParameterizedTest
    @ValueSource(ints = {128, 255, 300})
    void shouldLearnAClassWhoseLabelNoByteHolds(int label) {
        CaseSource cases = new BallsOf((short) label);
        Recipe recipe = new Recipe(
                Optimizer.adamW(0.02), 8, 8, 2, 12, null, false, Evolution.never(), Augmentation.light(), 0.33, 5);
        RunSetup setup = new RunSetup(
                Presets.e2enet(6, 12, 3, 1, label + 1, new Size3(8, 16, 16), 0.5),
                recipe,
                cases,
                cases,
                new TorchTraining(TorchOptions.DEFAULT),
                2,
                2);
        RunRecorder recorder = new RunRecorder();
        TrainingRun run = new TrainingRun(setup, recorder);

        assertEquals(TrainingRun.Outcome.FINISHED, run.run(run.initialState(), () -> false));

        Optional<Double> dice = recorder.epochs.getLast().dice().get(label - 1);
        assertTrue(dice.orElseThrow() > 0.7, () -> "Dice of class " + label + ": " + dice);
    }

    /** The balls of {@link BallCases}, of another class. */
    private record BallsOf(short label) implements CaseSource {
        @Override
        public List<String> ids() {
            return BallCases.ONE.ids();
        }

        @Override
        public TrainingCase load(String id) {
            TrainingCase ball = BallCases.ONE.load(id);
            short[] labels = ball.labels().clone();
            for (int i = 0; i < labels.length; i++) {
                labels[i] = labels[i] == 1 ? label : 0;
            }
            return new TrainingCase(id, ball.image(), labels, ball.size());
        }
    }
}
