package org.e2enet.imaging.fingerprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.e2enet.contract.Size3;
import org.e2enet.contract.preparation.IntensityStats;
import org.e2enet.contract.preparation.NormalizationScheme;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.Foreground;
import org.e2enet.contract.scan.LabelCount;
import org.e2enet.contract.scan.ScanFingerprint;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void shouldPoolScansAsIfTheirVoxelsWereOneSet() {
        Random random = new Random(5);
        List<Foreground> scans = new ArrayList<>();
        List<Float> all = new ArrayList<>();
        for (int scan = 0; scan < 4; scan++) {
            float[] voxels = new float[4000 * (scan + 1)];
            boolean[] foreground = new boolean[voxels.length];
            for (int n = 0; n < voxels.length; n++) {
                voxels[n] = (float) (random.nextGaussian() * (20 + scan) + 10 * scan);
                foreground[n] = n % 2 == 0;
                if (foreground[n]) {
                    all.add(voxels[n]);
                }
            }
            scans.add(ForegroundIntensities.of(voxels, foreground));
        }
        Collections.sort(all);
        double mean = all.stream().mapToDouble(v -> v).average().orElseThrow();
        double variance =
                all.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow();

        IntensityStats pooled = ForegroundIntensities.pooled(scans);

        assertEquals(mean, pooled.mean(), 1e-6);
        assertEquals(Math.sqrt(variance), pooled.standardDeviation(), 1e-6);
        assertEquals(all.get((int) (0.005 * all.size())), pooled.percentile005(), 1.0);
        assertEquals(all.get((int) (0.995 * all.size())), pooled.percentile995(), 1.0);
    }

    @Test
    void shouldCountLabelsAlongCanonicalAxes() {
        Geometry geometry = Geometry.of(new Size3(2, 3, 4), new Spacing(3, 2, 1));
        float[] voxels = new float[24];
        short[] labels = new short[24];
        voxels[23] = 7;
        labels[23] = 9;

        ScanFingerprint scan = Fingerprinter.of(Volume.ofChannel(geometry, voxels), new LabelVolume(geometry, labels));

        assertEquals(new Size3(1, 1, 1), scan.croppedExtent());
        assertEquals(1 / 24.0, scan.keptShare());
        assertEquals(List.of(new LabelCount(0, 23), new LabelCount(9, 1)), scan.labels());
        assertEquals(7, scan.channels().getFirst().mean());
        assertEquals(new IntensityStats(7, 0, 7, 7), ForegroundIntensities.pooled(scan.channels()));
    }

    @Test
    void shouldTakeMedianSpacingButTheFineEndOfACoarseAxis() {
        assertEquals(
                new Spacing(1, 1, 2),
                target(List.of(new Spacing(1, 1, 2), new Spacing(1, 1, 1), new Spacing(1, 3, 9))));
        // 10th percentile of 2, 5, 8 lies at 2 + 0.2 * 3.
        assertEquals(
                2.6,
                target(List.of(new Spacing(2, 1, 1), new Spacing(5, 1, 1), new Spacing(8, 1, 1)))
                        .depthMm(),
                1e-9);
        assertEquals(
                1 + 1e-5,
                target(List.of(
                                new Spacing(0.1, 1, 1),
                                new Spacing(5, 1, 1),
                                new Spacing(8, 1, 1),
                                new Spacing(0.1, 1, 1),
                                new Spacing(9, 1, 1)))
                        .depthMm(),
                1e-9);
    }

    private static Spacing target(List<Spacing> spacings) {
        return dataset(spacings, new Size3(10, 100, 100)).targetSpacing();
    }

    private static DatasetFingerprint dataset(List<Spacing> spacings, Size3 cropped) {
        Foreground none = ForegroundIntensities.of(new float[1], new boolean[1]);
        return new DatasetFingerprint(spacings.stream()
                .map(spacing ->
                        new ScanFingerprint(new Size3(10, 100, 100), cropped, spacing, List.of(none), List.of()))
                .toList());
    }

    @Test
    void shouldNormaliseInsideTheNonzeroRegionWhereCropsTakeMuchAway() {
        List<Spacing> spacing = List.of(new Spacing(1, 1, 4));
        List<NormalizationScheme> schemes = List.of(NormalizationScheme.Z_SCORE);
        Preparation full = dataset(spacing, new Size3(10, 100, 100)).preparation(schemes);
        Preparation half = dataset(spacing, new Size3(10, 100, 50)).preparation(schemes);

        assertEquals(false, full.channels().getFirst().insideNonzero());
        assertEquals(true, half.channels().getFirst().insideNonzero());
        assertNull(half.channels().getFirst().stats());
        assertEquals(List.of(2, 0, 1), half.axisOrder());
    }
}
