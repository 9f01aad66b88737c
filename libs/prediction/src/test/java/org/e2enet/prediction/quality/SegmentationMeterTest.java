package org.e2enet.prediction.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.e2enet.contract.PredictionMap;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.CropBox;
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
    void shouldCountRunsForThemselvesInASliceOfNoiseOnly() {
        Size3 large = new Size3(3, 64, 64);
        int plane = large.height() * large.width();
        short[] labels = new short[large.arrayLength()];
        for (int v = 0; v < labels.length; v++) {
            // Chequers, a run per voxel, then rows in which every second voxel is one.
            labels[v] = (short) (v < 2 * plane ? 1 + v % 2 : v % 2);
        }
        SegmentationMeter meter = new SegmentationMeter(resized(large), 3);
        meter.accept(0, labels, 0);
        meter.accept(1, labels, plane);
        assertEquals(plane, meter.classes().get(1).components());
        assertEquals(plane, meter.classes().get(2).components());
        meter.accept(2, labels, 2 * plane);
        assertEquals(
                plane + large.width() / 2,
                meter.classes().get(1).components(),
                "columns that nothing of the noise before belongs to");
    }

    @Test
    void shouldFindTheEndOfRunsOfAnyLength() {
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            short[] classes = new short[200];
            short label = 0;
            for (int v = 0; v < classes.length; v++) {
                label = random.nextInt(1 + round % 60) == 0 ? (short) random.nextInt(3) : label;
                classes[v] = label;
            }
            int from = random.nextInt(100);
            int to = from + 1 + random.nextInt(100);
            int wanted = from;
            while (wanted < to && classes[wanted] == classes[from]) {
                wanted++;
            }
            assertEquals(wanted, RunEnd.of(classes, from, to), "round " + round);
        }
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

    private static PreparedGeometry resized(Size3 extent) {
        return new PreparedGeometry(
                extent,
                GEOMETRY.originalPlacement(),
                GEOMETRY.orientation(),
                GEOMETRY.transpose(),
                new CropBox(0, 0, 0, extent),
                GEOMETRY.spacingBeforeMm(),
                GEOMETRY.spacingMm(),
                extent);
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
