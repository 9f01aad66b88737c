package org.e2enet.imaging.restore;

import static org.e2enet.imaging.Faults.expect;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.e2enet.contract.Size3;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.PreparedGeometry;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Synthetic;
import org.e2enet.imaging.prepare.PreparedGrid;
import org.e2enet.imaging.prepare.PreparedScan;
import org.e2enet.imaging.prepare.Preprocessor;
import org.e2enet.imaging.resample.LinearAxis;
import org.e2enet.imaging.resample.Resampling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RestorationTest {
    private static final List<ChannelNormalization> Z_SCORE = List.of(ChannelNormalization.Z_SCORE);

    private static java.util.stream.Stream<Affine> orientations() {
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        java.util.stream.Stream.Builder<Affine> all = java.util.stream.Stream.builder();
        for (int[] order : orders) {
            for (int signs = 0; signs < 8; signs++) {
                double[] rows = {0, 0, 0, 11, 0, 0, 0, -7, 0, 0, 0, 3};
                for (int column = 0; column < 3; column++) {
                    rows[4 * order[column] + column] = (signs >> column & 1) == 1 ? -1 - column : 1 + column;
                }
                all.add(Affine.ofRows(rows));
            }
        }
        return all.build();
    }

    @ParameterizedTest
    @MethodSource("orientations")
    void shouldGiveBackLabelsWhereTheGridIsUnchanged(Affine affine) {
        Geometry geometry = Geometry.of(new Size3(9, 12, 15), affine);
        LabelVolume labels = Synthetic.shells(geometry);
        Spacing canonical =
                org.e2enet.imaging.orientation.CanonicalOrientation.of(affine).targetSpacing(geometry.spacing());

        PreparedScan scan =
                Preprocessor.prepare(Synthetic.ball(geometry), labels, Preparation.coarsestFirst(canonical, Z_SCORE));

        assertTrue(scan.extent().volume() < geometry.extent().volume(), "the ball is cropped");
        assertEquals(scan.geometry().crop().extent(), scan.extent());
        assertRestored(labels, Restoration.ofLabels(scan.geometry(), scan.labels()));
        assertRestored(labels, Restoration.ofProbabilities(scan.geometry(), oneHot(scan.labels(), 4)));
    }

    private static void assertRestored(LabelVolume expected, LabelVolume restored) {
        assertEquals(expected.geometry(), restored.geometry());
        assertArrayEquals(expected.labels(), restored.labels());
    }

    private static float[][] oneHot(short[] labels, int classes) {
        float[][] probabilities = new float[classes][labels.length];
        for (int n = 0; n < labels.length; n++) {
            probabilities[labels[n]][n] = 1;
        }
        return probabilities;
    }

    /** Against plain trilinear interpolation in double of every class at every voxel. */
    @Test
    void shouldEqualPlainInterpolationAndArgmaxOverAwkwardSizes() {
        long seed = 99;
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            Size3 extent = new Size3(random.nextInt(2, 12), random.nextInt(2, 12), random.nextInt(2, 12));
            Spacing before = spacing(random, round);
            Spacing after = spacing(random, round + 1);
            Geometry geometry = Geometry.of(extent, before);
            PreparedGeometry prepared = Preprocessor.prepare(
                            Synthetic.ball(geometry), Preparation.canonical(after, Z_SCORE))
                    .geometry();
            int classes = random.nextInt(2, 7);
            float[][] probabilities = random(random, classes, prepared.extent().arrayLength());

            LabelVolume restored = Restoration.ofProbabilities(prepared, probabilities);

            assertPlain(prepared, probabilities, restored, "seed " + seed + " round " + round);
        }
    }

    private static Spacing spacing(Random random, int round) {
        return new Spacing(
                round % 3 == 0 ? 5 : random.nextDouble(0.7, 1.5),
                random.nextDouble(0.7, 1.5),
                round % 5 == 1 ? 6 : random.nextDouble(0.7, 1.5));
    }

    private static float[][] random(Random random, int classes, int voxels) {
        float[][] probabilities = new float[classes][voxels];
        for (int n = 0; n < voxels; n++) {
            double sum = 0;
            for (float[] one : probabilities) {
                one[n] = (float) Math.pow(random.nextDouble(), 4);
                sum += one[n];
            }
            for (float[] one : probabilities) {
                one[n] /= (float) sum;
            }
        }
        return probabilities;
    }

    private static void assertPlain(
            PreparedGeometry geometry, float[][] probabilities, LabelVolume restored, String message) {
        Resampling back = new PreparedGrid(geometry).resampling().inverse();
        LinearAxis[] axes = {LinearAxis.of(back, 0), LinearAxis.of(back, 1), LinearAxis.of(back, 2)};
        Size3 cropped = back.target();
        boolean[] seen = new boolean[restored.labels().length];
        for (int n = 0; n < cropped.arrayLength(); n++) {
            int w = n % cropped.width();
            int h = n / cropped.width() % cropped.height();
            int d = n / cropped.width() / cropped.height();
            double[] value = new double[probabilities.length];
            double best = 0;
            for (int label = 0; label < value.length; label++) {
                value[label] = at(probabilities[label], back.source(), axes, d, h, w);
                best = Math.max(best, value[label]);
            }
            int place = new PreparedGrid(geometry).croppedView().offset(d, h, w);
            seen[place] = true;
            assertEquals(best, value[restored.labels()[place]], 1e-6, message + " voxel " + n);
        }
        for (int n = 0; n < seen.length; n++) {
            assertTrue(seen[n] || restored.labels()[n] == 0, message);
        }
    }

    private static double at(float[] values, Size3 extent, LinearAxis[] axes, int d, int h, int w) {
        double sum = 0;
        for (int corner = 0; corner < 8; corner++) {
            boolean upperD = (corner & 1) == 1;
            boolean upperH = (corner >> 1 & 1) == 1;
            boolean upperW = (corner >> 2 & 1) == 1;
            double weight = (upperD ? axes[0].upperWeight(d) : 1 - axes[0].upperWeight(d))
                    * (upperH ? axes[1].upperWeight(h) : 1 - axes[1].upperWeight(h))
                    * (upperW ? axes[2].upperWeight(w) : 1 - axes[2].upperWeight(w));
            sum += weight
                    * values[
                            extent.offset(
                                    upperD ? axes[0].upper(d) : axes[0].lower(d),
                                    upperH ? axes[1].upper(h) : axes[1].lower(h),
                                    upperW ? axes[2].upper(w) : axes[2].lower(w))];
        }
        return sum;
    }

    /** 200 classes of 164³ voxels would take 3.5 GB as one array: more than the build gives its tests. */
    @Test
    void shouldRestoreMoreProbabilitiesThanFitInMemory() {
        Geometry geometry = Geometry.of(new Size3(164, 164, 164), new Spacing(1, 1, 1));
        float[] voxels = new float[geometry.extent().arrayLength()];
        java.util.Arrays.fill(voxels, 1);
        voxels[0] = 2;
        PreparedGeometry prepared = Preprocessor.prepare(
                        org.e2enet.imaging.Volume.ofChannel(geometry, voxels),
                        Preparation.canonical(new Spacing(1, 1, 1), Z_SCORE))
                .geometry();
        int classes = 200;
        int plane = 164 * 164;
        Restoration restoration = new Restoration(prepared, classes);
        float[][] slice = new float[classes][plane];
        for (int depth = 0; depth < 164; depth++) {
            java.util.Arrays.fill(slice[depth], 0);
            java.util.Arrays.fill(slice[depth + 1], 1);
            restoration.accept(depth, slice);
        }

        short[] labels = restoration.finish().labels();

        assertEquals(1, labels[0]);
        assertEquals(164, labels[labels.length - 1]);
    }

    @Test
    void shouldRefuseSlicesOutOfOrder() {
        PreparedGeometry geometry = Preprocessor.prepare(
                        Synthetic.ball(Geometry.of(new Size3(6, 6, 6), new Spacing(1, 1, 1))),
                        Preparation.canonical(new Spacing(1, 1, 1), Z_SCORE))
                .geometry();
        float[][] slice = new float[2][36];
        Restoration restoration = new Restoration(geometry, 2);
        restoration.accept(0, slice);

        expect("IMG-124", () -> restoration.accept(0, slice));
        expect("IMG-124", () -> restoration.accept(1, new float[3][36]));
        expect("IMG-124", restoration::finish);
    }
}
