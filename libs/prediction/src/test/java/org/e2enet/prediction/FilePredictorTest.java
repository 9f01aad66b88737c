package org.e2enet.prediction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.e2enet.contract.PostProcessing;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.imaging.quality.ScanFlags;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.prediction.window.Averaging;
import org.e2enet.prediction.window.WindowProgress;
import org.e2enet.prediction.window.WindowSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePredictorTest {
    private static final Size3 PATCH = Size3.cube(16);
    private static final int LOW = 20;
    private static final int HIGH = 200;

    @TempDir
    Path folder;

    @Test
    void shouldFindBrightBoxInScansOwnGeometry() throws IOException {
        Volume scan = scan(new Size3(24, 30, 20));
        Path image = folder.resolve("scan.nii.gz");
        Path target = folder.resolve("segmentation.nii.gz");
        NiftiWriter.write(scan, NiftiEncoding.FLOAT32, image);
        StageClock clock = new StageClock();
        Segmentation segmentation = predictor(1).segment(List.of(image), target, clock, WindowProgress.NONE);
        LabelVolume written = new NiftiReader(ReadLimits.SINGLE_CHANNEL).readLabels(target, "segmentation");
        assertEquals(scan.geometry().placement(), written.geometry().placement());
        assertEquals(scan.extent(), written.extent());
        assertArrayEquals(segmentation.labels().labels(), written.labels());
        int wrong = 0;
        for (int v = 0; v < written.labels().length; v++) {
            wrong += (scan.channel(0)[v] == HIGH) == (written.labels()[v] == 1) ? 0 : 1;
        }
        // Resampled there and back, voxels at the box's border may change side; no more of them than its surface has.
        assertTrue(wrong < 200, wrong + " voxels are wrong");
        assertEquals(
                Set.of("read", "preprocess", "network", "measure", "resample", "write"),
                clock.seconds().keySet());
        assertTrue(clock.seconds().get("network") > 0);
        assertTrue(segmentation.windows() > 1, "windows " + segmentation.windows());
    }

    @Test
    void shouldWriteLabelsThatNoByteHolds() throws IOException {
        Path image = folder.resolve("scan.nii");
        Path target = folder.resolve("segmentation.nii.gz");
        NiftiWriter.write(scan(new Size3(24, 30, 20)), NiftiEncoding.FLOAT32, image);

        predictor(new Threshold(1, 301), PostProcessing.NONE)
                .segment(List.of(image), target, new StageClock(), WindowProgress.NONE);

        long[] voxels = new NiftiReader(ReadLimits.SINGLE_CHANNEL)
                .readLabels(target, "segmentation")
                .voxelsPerLabel();
        assertEquals(301, voxels.length);
        assertTrue(voxels[300] > 400, "voxels of label 300: " + voxels[300]);
        assertEquals(24 * 30 * 20, voxels[0] + voxels[300], "no other label");
    }

    @Test
    void shouldClearSmallerComponentsInTheScansOwnGeometryAndSayThatItDid() throws IOException {
        Volume scan = scan(new Size3(24, 30, 20));
        float[] voxels = scan.channel(0);
        for (int d = 18; d < 22; d++) {
            for (int h = 22; h < 27; h++) {
                Arrays.fill(
                        voxels, scan.extent().offset(d, h, 14), scan.extent().offset(d, h, 18), HIGH);
            }
        }
        Path image = folder.resolve("two.nii");
        NiftiWriter.write(scan, NiftiEncoding.FLOAT32, image);
        Segmentation both =
                predictor(1).segment(List.of(image), folder.resolve("both.nii"), new StageClock(), WindowProgress.NONE);
        Segmentation one = predictor(1, new PostProcessing(true, List.of()))
                .segment(List.of(image), folder.resolve("one.nii"), new StageClock(), WindowProgress.NONE);
        int inSmall = scan.extent().offset(20, 24, 16);
        int inLarge = scan.extent().offset(10, 14, 8);
        assertEquals(List.of(1, 1), labelsAt(both, inSmall, inLarge));
        assertEquals(List.of(ScanFlags.CONSTANT_SLICES, ScanFlags.REPEATED_SLICES, Segmentation.PADDED), both.flags());
        assertEquals(List.of(0, 1), labelsAt(one, inSmall, inLarge));
        assertEquals(
                List.of(
                        ScanFlags.CONSTANT_SLICES,
                        ScanFlags.REPEATED_SLICES,
                        Segmentation.CLEARED,
                        Segmentation.PADDED),
                one.flags());
    }

    private static List<Integer> labelsAt(Segmentation segmentation, int... voxels) {
        return Arrays.stream(voxels)
                .map(voxel -> segmentation.labels().labels()[voxel])
                .boxed()
                .toList();
    }

    @Test
    void shouldFlagPaddedScanWithoutForeground() throws IOException {
        Volume scan = scan(new Size3(9, 9, 9));
        Path image = folder.resolve("small.nii");
        NiftiWriter.write(scan, NiftiEncoding.FLOAT32, image);
        Segmentation segmentation =
                predictor(-1).segment(List.of(image), folder.resolve("out.nii"), new StageClock(), WindowProgress.NONE);
        assertEquals(List.of(ScanFlags.REPEATED_SLICES, Segmentation.EMPTY, Segmentation.PADDED), segmentation.flags());
        assertEquals(1, segmentation.windows());
    }

    @Test
    void shouldRefuseScanWithMoreChannelsThanTheModelTakes() throws IOException {
        Volume scan = scan(new Size3(20, 20, 20));
        Path image = folder.resolve("scan.nii");
        NiftiWriter.write(scan, NiftiEncoding.FLOAT32, image);
        FaultException failure = assertThrows(FaultException.class, () -> predictor(1)
                .segment(List.of(image, image), folder.resolve("out.nii"), new StageClock(), WindowProgress.NONE));
        assertEquals("IMG-120", failure.fault().code());
    }

    /** A dim body with a bright box, on a turned and anisotropic grid. */
    private static Volume scan(Size3 extent) {
        Affine turned = Affine.ofRows(0, -1.3, 0, 12.5, 0.9, 0, 0, -7.25, 0, 0, 1.7, 3.125);
        float[] voxels = new float[extent.arrayLength()];
        for (int d = 0; d < extent.depth(); d++) {
            for (int h = 0; h < extent.height(); h++) {
                for (int w = 0; w < extent.width(); w++) {
                    boolean inside = d >= 6 && d < 14 && h >= 8 && h < 20 && w >= 5 && w < 12;
                    voxels[extent.offset(d, h, w)] = inside ? HIGH : LOW;
                }
            }
        }
        return new Volume(Geometry.of(extent, turned), List.of(voxels));
    }

    /** The last class where the z-scored image is above a threshold; nowhere with a sign of −1. */
    private static FilePredictor predictor(int sign) {
        return predictor(sign, PostProcessing.NONE);
    }

    private static FilePredictor predictor(int sign, PostProcessing postProcessing) {
        return predictor(new Threshold(sign, 2), postProcessing);
    }

    private static FilePredictor predictor(Threshold network, PostProcessing postProcessing) {
        Plan plan = PlanBuilder.builder()
                .architecture("e2enet")
                .inputChannels(1)
                .classes(network.classes())
                .channels(List.of(8, 16))
                .strides(List.of(Size3.cube(2)))
                .sparsity(0.5)
                .patch(PATCH)
                .build();
        Preparation preprocessing =
                Preparation.canonical(new Spacing(1.2, 1.2, 1.2), List.of(ChannelNormalization.Z_SCORE));
        WindowSettings settings = new WindowSettings(0.5, Set.of(), Averaging.PROBABILITIES);
        return new FilePredictor(new Predictor(plan, settings, List.of(network), postProcessing), preprocessing);
    }

    private record Threshold(int sign, int classes) implements CompiledNetwork {
        @Override
        public List<float[]> forward(float[] input, int heads) {
            float[] logits = new float[classes * input.length];
            for (int v = 0; v < input.length; v++) {
                logits[(classes - 1) * input.length + v] = sign > 0 ? 10 * (input[v] - 1) : -10;
            }
            return List.of(logits);
        }

        @Override
        public long peakBytes() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
