package org.e2enet.prediction;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.prepare.Preprocessor;
import org.e2enet.prediction.window.Averaging;
import org.e2enet.prediction.window.WindowProgress;
import org.e2enet.prediction.window.WindowSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A scan that is finer or coarser than what the model learned from loses next to nothing, for it is resampled to the model's spacing. The
 * same network on the same scan without that takes one class for the other.
 */
class OtherSpacingsTest {
    private static final double MODEL_MM = 3;
    private static final Size3 PATCH = Size3.cube(56);
    private static final int CLASSES = 3;

    /** The smaller balls are four of the model's voxels in radius, and their edge is found to a fraction of one. */
    private static final double ROUNDING = 0.04;

    private static double atHome;

    @BeforeAll
    static void predictAtTheModelsOwnSpacing() {
        atHome = meanDice(MODEL_MM, MODEL_MM);
    }

    @ParameterizedTest(name = "{0} mm")
    @ValueSource(doubles = {1.5, 4.5, 6})
    void shouldLoseNextToNothingAtOtherSpacings(double spacingMm) {
        double elsewhere = meanDice(spacingMm, MODEL_MM);

        assertTrue(atHome > 0.95, "Dice of the model's own spacing: " + atHome);
        assertTrue(elsewhere > atHome - ROUNDING, "Dice " + elsewhere + ", " + atHome + " at the model's own spacing");
    }

    @Test
    void shouldLoseMuchWhereTheScanIsLeftAsItIs() {
        assertTrue(meanDice(1.5, 1.5) < 0.6, "finer");
        assertTrue(meanDice(6, 6) < 0.6, "coarser");
    }

    private static double meanDice(double scanMm, double preparedMm) {
        Phantom phantom = new Phantom(scanMm);
        Preparation preparation = Preparation.canonical(
                new Spacing(preparedMm, preparedMm, preparedMm), List.of(ChannelNormalization.NONE));
        Plan plan = PlanBuilder.builder()
                .architecture("e2enet")
                .inputChannels(1)
                .classes(CLASSES)
                .channels(List.of(8, 16))
                .strides(List.of(Size3.cube(2)))
                .sparsity(0.5)
                .patch(PATCH)
                .build();
        WindowSettings settings = new WindowSettings(0.5, Set.of(), Averaging.PROBABILITIES);
        short[] found = new Predictor(plan, settings, List.of(new BallsBySize(PATCH)))
                .segment(Preprocessor.prepare(phantom.image(), preparation), new StageClock(), WindowProgress.NONE)
                .labels()
                .labels();
        double sum = 0;
        for (int label = 1; label < CLASSES; label++) {
            sum += dice(found, phantom.truth(), label);
        }
        return sum / (CLASSES - 1);
    }

    private static double dice(short[] found, short[] truth, int label) {
        int both = 0;
        int all = 0;
        for (int v = 0; v < truth.length; v++) {
            both += found[v] == label && truth[v] == label ? 1 : 0;
            all += (found[v] == label ? 1 : 0) + (truth[v] == label ? 1 : 0);
        }
        return 2.0 * both / all;
    }

    /** Bright balls of two sizes in a dim body, in millimetres; a voxel holds the mean of what lies in it. */
    private record Phantom(double spacingMm) {
        private static final double EDGE_MM = 162;
        private static final int SAMPLES = 3;
        private static final double[][] LARGE = {{55, 55, 55}, {107, 107, 100}};
        private static final double[][] SMALL = {
            {110, 50, 60}, {50, 110, 58}, {60, 62, 113}, {112, 66, 112}, {70, 118, 104}
        };

        private static int label(double z, double y, double x) {
            return isWithin(LARGE, 24, z, y, x) ? 2 : isWithin(SMALL, 12, z, y, x) ? 1 : 0;
        }

        private static boolean isWithin(double[][] centres, double radiusMm, double z, double y, double x) {
            for (double[] centre : centres) {
                if (squared(z - centre[0], y - centre[1], x - centre[2]) < radiusMm * radiusMm) {
                    return true;
                }
            }
            return false;
        }

        private static double intensity(double z, double y, double x) {
            if (label(z, y, x) > 0) {
                return BallsBySize.BRIGHT;
            }
            double middle = EDGE_MM / 2;
            return squared(z - middle, y - middle, x - middle) < 78 * 78 ? BallsBySize.DIM : 0;
        }

        private Size3 extent() {
            int edge = (int) Math.round(EDGE_MM / spacingMm);
            return new Size3(edge, edge, edge);
        }

        Volume image() {
            float[] voxels = new float[extent().arrayLength()];
            for (int v = 0; v < voxels.length; v++) {
                double sum = 0;
                for (int s = 0; s < SAMPLES * SAMPLES * SAMPLES; s++) {
                    sum += intensity(
                            at(v, 0, s % SAMPLES), at(v, 1, s / SAMPLES % SAMPLES), at(v, 2, s / SAMPLES / SAMPLES));
                }
                voxels[v] = (float) (sum / (SAMPLES * SAMPLES * SAMPLES));
            }
            Spacing spacing = new Spacing(spacingMm, spacingMm, spacingMm);
            return new Volume(Geometry.of(extent(), Affine.ofSpacing(spacing)), List.of(voxels));
        }

        short[] truth() {
            short[] labels = new short[extent().arrayLength()];
            for (int v = 0; v < labels.length; v++) {
                labels[v] = (short) label(at(v, 0, SAMPLES / 2), at(v, 1, SAMPLES / 2), at(v, 2, SAMPLES / 2));
            }
            return labels;
        }

        /** Where a sample of a voxel lies along an axis, in millimetres. */
        private double at(int voxel, int axis, int sample) {
            int edge = extent().width();
            int index = axis == 0 ? voxel / (edge * edge) : axis == 1 ? voxel / edge % edge : voxel % edge;
            return (index + (sample + 0.5) / SAMPLES) * spacingMm;
        }
    }

    private static double squared(double z, double y, double x) {
        return z * z + y * y + x * x;
    }
}
