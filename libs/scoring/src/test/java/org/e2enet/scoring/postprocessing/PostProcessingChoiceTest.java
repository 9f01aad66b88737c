package org.e2enet.scoring.postprocessing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.e2enet.contract.PostProcessing;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.junit.jupiter.api.Test;

class PostProcessingChoiceTest {
    private static PostProcessing chosen(CaseTrial... cases) {
        return PostProcessingChoice.of(List.of(cases)).postProcessing();
    }

    private static CaseTrial trial(ClassTrial... classes) {
        return new CaseTrial(List.of(classes));
    }

    private static LabelVolume row(int... labels) {
        short[] row = new short[labels.length];
        for (int i = 0; i < labels.length; i++) {
            row[i] = (short) labels[i];
        }
        return new LabelVolume(
                Geometry.of(new Size3(1, 1, labels.length), Affine.ofSpacing(new Spacing(1, 1, 1))), row);
    }

    @Test
    void shouldTryEveryCombinationOnOneCase() {
        LabelVolume truth = row(0, 1, 1, 2, 2, 0, 0, 0, 0, 0);
        LabelVolume prediction = row(0, 1, 1, 2, 0, 1, 0, 2, 2, 0);

        List<ClassTrial> classes = CaseTrial.of(truth, prediction, 4).classes();

        // Label 1: 2 of 2 found, 1 too many; the surplus voxel goes either way. Label 2: 1 of 2 found, 2 too many, and
        // those
        // are its largest piece, so that of the foreground helps and its own does not, before; after, there is one
        // piece.
        assertEquals(new ClassTrial(1, 4 / 5.0, 1.0, 1.0, 1.0), classes.get(0));
        assertEquals(new ClassTrial(2, 2 / 5.0, 0.0, 2 / 3.0, 2 / 3.0), classes.get(1));
        assertEquals(new ClassTrial(3, null, null, null, null), classes.get(2));
    }

    @Test
    void shouldRefuseToCompareDifferentGrids() {
        assertThrows(FaultException.class, () -> CaseTrial.of(row(1, 0), row(1, 0, 0), 2));
    }

    @Test
    void shouldClearTheForegroundWhenTheMeanRisesAndNoClassFalls() {
        assertEquals(
                new PostProcessing(true, List.of()),
                chosen(trial(new ClassTrial(1, 0.8, 0.8, 0.9, 0.9), new ClassTrial(2, 0.7, 0.7, 0.7, 0.7))));
    }

    @Test
    void shouldLeaveTheForegroundWhenOneClassFallsThoughTheMeanRises() {
        assertEquals(
                PostProcessing.NONE,
                chosen(trial(new ClassTrial(1, 0.5, 0.5, 0.9, 0.9), new ClassTrial(2, 0.7, 0.7, 0.69, 0.69))));
    }

    @Test
    void shouldLeaveEverythingWhenNothingChanges() {
        assertEquals(PostProcessing.NONE, chosen(trial(new ClassTrial(1, 0.8, 0.8, 0.8, 0.8))));
        assertEquals(PostProcessing.NONE, chosen());
    }

    @Test
    void shouldJudgeClassesByWhatTheForegroundLeft() {
        // Class 1 gains nothing more after the foreground; class 2 does.
        assertEquals(
                new PostProcessing(true, List.of(2)),
                chosen(trial(new ClassTrial(1, 0.8, 0.9, 0.9, 0.9), new ClassTrial(2, 0.6, 0.5, 0.6, 0.7))));
    }

    @Test
    void shouldClearOnlyTheClassesThatRise() {
        assertEquals(
                new PostProcessing(false, List.of(2)),
                chosen(trial(new ClassTrial(1, 0.8, 0.7, 0.6, 0.6), new ClassTrial(2, 0.6, 0.7, 0.6, 0.7))));
    }

    @Test
    void shouldWeighAllCasesOfAllFolds() {
        // It helps two cases a little and hurts one much.
        CaseTrial better = trial(new ClassTrial(1, 0.8, 0.85, 0.85, 0.85));
        CaseTrial worse = trial(new ClassTrial(1, 0.9, 0.5, 0.5, 0.5));
        assertEquals(PostProcessing.NONE, chosen(better, better, worse));
        assertEquals(new PostProcessing(true, List.of()), chosen(better, better));
    }

    @Test
    void shouldTakeMeansOverDefinedCasesOnly() {
        CaseTrial absent = trial(new ClassTrial(1, null, null, null, null), new ClassTrial(2, 1.0, 1.0, 1.0, 1.0));
        CaseTrial present = trial(new ClassTrial(1, 0.4, 0.6, 0.4, 0.6), new ClassTrial(2, 0.5, 0.5, 0.5, 0.5));
        PostProcessingChoice choice = PostProcessingChoice.of(List.of(absent, present));
        assertEquals(new PostProcessing(false, List.of(1)), choice.postProcessing());
        assertEquals(OptionalDouble.of((0.4 + 0.75) / 2), choice.diceBefore());
        assertEquals(OptionalDouble.of((0.6 + 0.75) / 2), choice.diceAfter());
    }

    @Test
    void shouldNotDependOnTheOrderOfCases() {
        double[] dice = {0.1, 0.7, 1 / 3.0, 0.2, 0.123456789, 0.9};
        CaseTrial[] cases = Arrays.stream(dice)
                .mapToObj(value -> trial(new ClassTrial(1, value, value, value, value)))
                .toArray(CaseTrial[]::new);
        PostProcessingChoice choice = PostProcessingChoice.of(List.of(cases));
        assertEquals(choice, PostProcessingChoice.of(List.of(cases).reversed()));
        assertEquals(choice.diceBefore(), choice.diceAfter());
    }
}
