package org.e2enet.scoring.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.e2enet.imaging.distance.Lattice;
import org.e2enet.imaging.distance.VoxelBits;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.scoring.evaluation.CaseScorer;
import org.e2enet.scoring.evaluation.LabelGrid;
import org.e2enet.scoring.evaluation.ScoringRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shares of a surface are never above 1, and exactly 1 where all of it is near enough. */
class WholeSurfaceTest {
    private static final int CASES = 200;

    @ParameterizedTest
    @EnumSource(SurfaceElements.class)
    void shouldGiveExactlyOneWhereTheToleranceHoldsAll(SurfaceElements elements) {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int n = 0; n < CASES; n++) {
            Lattice box = new Lattice(
                    1 + random.nextInt(9),
                    1 + random.nextInt(9),
                    1 + random.nextInt(9),
                    random.nextDouble(0.3, 4),
                    random.nextDouble(0.3, 4),
                    random.nextDouble(0.3, 4));
            SurfaceDistances distances = SurfaceDistances.between(object(box, random), object(box, random), elements);
            assertEquals(1, distances.nsd(1e3), 0, "seed " + seed + ", case " + n);
            assertTrue(distances.nsd(random.nextDouble(0, 9)) <= 1, "seed " + seed + ", case " + n);
        }
    }

    /** Two objects of a user's, for whom NSD was 1.0000000000000004. */
    @org.junit.jupiter.api.Test
    void shouldGiveExactlyOneOnAnisotropicVoxels() {
        NiftiReader reader = new NiftiReader(ReadLimits.SINGLE_CHANNEL);
        LabelGrid truth = grid(reader, "aniso_t.nii.gz");
        LabelGrid prediction = grid(reader, "aniso_p.nii.gz");
        ScoringRules rules = ScoringRules.defaults(List.of(1));
        var wide =
                new ScoringRules(rules.labels(), 5, java.util.Map.of(), rules.nsd(), rules.hausdorff(), rules.policy());

        assertEquals(
                1,
                new CaseScorer(wide).score(truth, prediction).meanNsd().value().orElseThrow(),
                0);
    }

    private static LabelGrid grid(NiftiReader reader, String file) {
        return LabelGrid.of(reader.readLabels(WholeSurfaceTest.class.getResourceAsStream("/" + file), -1, file));
    }

    private static VoxelBits object(Lattice box, SplittableRandom random) {
        int always = random.nextInt(box.voxels());
        return VoxelBits.where(box, voxel -> voxel == always || random.nextInt(3) == 0);
    }
}
