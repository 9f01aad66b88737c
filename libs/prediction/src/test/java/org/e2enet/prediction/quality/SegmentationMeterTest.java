package org.e2enet.prediction.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.e2enet.contract.PredictionMap;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.PreparedGeometry;
import org.e2enet.imaging.components.Components;
import org.e2enet.imaging.components.Connectivity;
import org.e2enet.imaging.restore.ShareMap;
import org.e2enet.prediction.Segmentation;
import org.junit.jupiter.api.Test;

class SegmentationMeterTest {
    private static final PreparedGeometry GEOMETRY = Body.of(1).prepared().geometry();
    private static final Size3 EXTENT = GEOMETRY.extent();

    @Test
    void shouldCountTheComponentsThatTheWholeScanHas() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            short[] labels = new short[EXTENT.arrayLength()];
            double share = 0.02 + 0.02 * seed;
            for (int v = 0; v < labels.length; v++) {
                labels[v] = (short) (random.nextDouble() < share ? 1 + random.nextInt(2) : 0);
            }
            List<ClassMeasure> measures = ofLabels(labels);
            for (int label = 1; label < 3; label++) {
                int wanted = label;
                long expected = Components.of(EXTENT, v -> labels[v] == wanted, Connectivity.CORNERS)
                        .count();
                assertEquals(expected, measures.get(label).components(), "label " + label + ", seed " + seed);
            }
        }
    }

    @Test
    void shouldTellVolumeAndPlace() {
        short[] labels = new short[EXTENT.arrayLength()];
        labels[EXTENT.offset(0, 0, 0)] = 1;
        labels[EXTENT.offset(0, 0, 1)] = 1;
        ClassMeasure measure = ofLabels(labels).get(1);
        assertEquals(2, measure.voxels());
        assertEquals(2 * 8 / 1000.0, measure.volumeMl(), 1e-9);
        assertEquals(0.5 / EXTENT.depth(), measure.centre().get(0), 1e-9);
        assertEquals(1.0 / EXTENT.width(), measure.centre().get(2), 1e-9);
    }

    @Test
    void shouldTellHowFarFromSureAndHowNearToTheBorder() {
        SegmentationMeter meter = new SegmentationMeter(GEOMETRY, 3);
        int plane = EXTENT.height() * EXTENT.width();
        float[][] slice = new float[3][plane];
        for (int v = 0; v < plane; v++) {
            boolean sure = v % 2 == 0;
            slice[0][v] = sure ? 1 : 0.3f;
            slice[1][v] = sure ? 0 : 0.36f;
            slice[2][v] = sure ? 0 : 0.34f;
        }
        meter.accept(0, slice);
        ClassMeasure background = meter.classes().get(0);
        ClassMeasure first = meter.classes().get(1);
        assertEquals(0, background.meanEntropy());
        assertEquals(0, background.boundaryShare());
        double entropy = -(0.3 * Math.log(0.3) + 0.36 * Math.log(0.36) + 0.34 * Math.log(0.34)) / Math.log(3);
        assertEquals(entropy, first.meanEntropy(), 1e-4);
        assertEquals(1, first.boundaryShare());
        assertEquals(0, meter.classes().get(2).voxels());
    }

    @Test
    void shouldAddWhatAProbabilityAddsToTheEntropy() {
        for (float p = 1; p > 1e-12; p *= 0.97f) {
            assertEquals(-p * Math.log(p), EntropyTable.of(p), 1e-4, "of " + p);
        }
        assertEquals(0, EntropyTable.of(0));
        assertEquals(0, EntropyTable.of(1 + Math.ulp(1f)), 1e-6, "rounded up");
    }

    @Test
    void shouldWriteMapsThatFitTheLabels() {
        Segmentation segmentation = Body.of(3).segmented(PredictionMap.UNCERTAINTY, PredictionMap.PROBABILITIES);
        ShareMap[] probabilities = segmentation.maps().get(PredictionMap.PROBABILITIES);
        ShareMap uncertainty = segmentation.maps().get(PredictionMap.UNCERTAINTY)[0];
        assertEquals(3, probabilities.length);
        short[] labels = segmentation.labels().labels();
        for (int v = 0; v < labels.length; v++) {
            float sum = 0;
            float most = 0;
            double entropy = 0;
            for (ShareMap each : probabilities) {
                float p = each.share(v);
                sum += p;
                most = Math.max(most, p);
                entropy -= p > 0 ? p * Math.log(p) / Math.log(3) : 0;
            }
            assertEquals(1, sum, 0.02, "voxel " + v);
            assertEquals(most, probabilities[labels[v]].share(v), 1.5 / 255, "voxel " + v);
            assertEquals(entropy, uncertainty.share(v), 0.05, "voxel " + v);
        }
        assertEquals(
                List.of("probability-0", "probability-1", "probability-2", "uncertainty"),
                List.copyOf(segmentation.namedMaps(Body.LABELS).keySet()));
        assertTrue(Body.of(3).segmented().maps().isEmpty());
    }

    private static List<ClassMeasure> ofLabels(short[] labels) {
        SegmentationMeter meter = new SegmentationMeter(GEOMETRY, 3);
        int plane = EXTENT.height() * EXTENT.width();
        for (int z = 0; z < EXTENT.depth(); z++) {
            meter.accept(z, labels, z * plane);
        }
        return meter.classes();
    }
}
