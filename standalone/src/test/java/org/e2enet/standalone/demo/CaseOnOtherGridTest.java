package org.e2enet.standalone.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.scoring.evaluation.CaseScorer;
import org.e2enet.scoring.evaluation.LabelGrid;
import org.e2enet.scoring.evaluation.ScoringRules;
import org.e2enet.standalone.datasets.CaseFiles;
import org.e2enet.standalone.datasets.DatasetFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseOnOtherGridTest {
    private static final NiftiReader READER = new NiftiReader(ReadLimits.SINGLE_CHANNEL);

    @TempDir
    private Path folder;

    private final CaseFiles heldOut =
            DatasetFolder.read(Path.of("..", "samples", "hemispheres"), Optional.empty()).cases().stream()
                    .filter(files -> !files.training())
                    .findFirst()
                    .orElseThrow();

    @Test
    void shouldPutImageAndTruthOnAFinerGridOverTheSameBox() {
        LabelVolume before = labels(heldOut);

        CaseFiles finer = CaseOnOtherGrid.write(heldOut, 1.5, folder);

        Volume image = READER.readImage(finer.images().getFirst(), "image");
        LabelVolume labels = labels(finer);
        assertEquals(new Spacing(1.5, 1.5, 1.5), labels.geometry().spacing());
        assertEquals(before.extent().times(Size3.cube(2)), labels.extent());
        image.geometry().requireSameGrid(labels.geometry(), "labels");
        // The first voxel's outer corner stays where it was.
        assertArrayEquals(
                before.geometry().affine().apply(-0.5, -0.5, -0.5),
                labels.geometry().affine().apply(-0.5, -0.5, -0.5),
                1e-4);
    }

    @Test
    void shouldShowTheSameStructuresOnTheWayBack() {
        LabelVolume before = labels(heldOut);

        LabelVolume back = CaseOnOtherGrid.onGrid(CaseOnOtherGrid.onGrid(before, 1.5), 3);

        double dice = new CaseScorer(ScoringRules.defaults(LabelGrid.of(before).classes()))
                .score(LabelGrid.of(before), LabelGrid.of(back))
                .meanDice()
                .value()
                .orElseThrow();
        assertTrue(dice > 0.95, () -> "Dice " + dice);
    }

    private static LabelVolume labels(CaseFiles files) {
        return READER.readLabels(files.labels().orElseThrow(), "labels");
    }
}
