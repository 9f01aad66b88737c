package org.e2enet.prediction.quality;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.e2enet.contract.ClassLabels;
import org.e2enet.contract.PostProcessing;
import org.e2enet.contract.PredictionMap;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.prepare.PreparedScan;
import org.e2enet.imaging.prepare.Preprocessor;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.prediction.Predictor;
import org.e2enet.prediction.Segmentation;
import org.e2enet.prediction.StageClock;
import org.e2enet.prediction.window.Averaging;
import org.e2enet.prediction.window.WindowProgress;
import org.e2enet.prediction.window.WindowSettings;

/**
 * A made-up body: air, tissue, a large bright organ in an upper corner and a small dark one below. Seeds move and stretch it as people
 * differ. And a network that knows organs by their brightness.
 */
record Body(Volume image, short[] labels) {
    static final ClassLabels LABELS = ClassLabels.consecutive(3);
    private static final Size3 EXTENT = new Size3(40, 44, 36);
    private static final float TISSUE = 100;
    private static final float BRIGHT = 150;
    private static final float DARK = 60;
    private static final Size3 PATCH = Size3.cube(16);
    private static final Preparation PREPARATION =
            Preparation.canonical(new Spacing(2, 2, 2), List.of(ChannelNormalization.NONE));

    static Body of(long seed) {
        Random random = new Random(seed);
        double size = 1 + 0.05 * random.nextGaussian();
        double[] shift = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
        float[] voxels = new float[EXTENT.arrayLength()];
        short[] labels = new short[voxels.length];
        for (int d = 0, at = 0; d < EXTENT.depth(); d++) {
            for (int h = 0; h < EXTENT.height(); h++) {
                for (int w = 0; w < EXTENT.width(); w++, at++) {
                    if (within(d - 20, h - 22, w - 18, 18 * size, 20 * size, 16 * size)) {
                        boolean large = within(
                                d - 26 - shift[0], h - 15 - shift[1], w - 13 - shift[2], 7 * size, 7 * size, 6 * size);
                        boolean small = within(
                                d - 11 - shift[1], h - 28 - shift[2], w - 22 - shift[0], 4 * size, 5 * size, 4 * size);
                        labels[at] = (short) (large ? 1 : small ? 2 : 0);
                        voxels[at] = (large ? BRIGHT : small ? DARK : TISSUE) + 5 * (float) random.nextGaussian();
                    }
                }
            }
        }
        return new Body(volume(EXTENT, voxels), labels);
    }

    Body flipped() {
        float[] voxels = image.channel(0).clone();
        for (int v = 0; v < voxels.length; v++) {
            voxels[voxels.length - 1 - v] = image.channel(0)[v];
        }
        return new Body(volume(EXTENT, voxels), labels);
    }

    Body noisy() {
        Random random = new Random(7);
        float[] voxels = image.channel(0).clone();
        for (int v = 0; v < voxels.length; v++) {
            voxels[v] += 25 * (float) random.nextGaussian();
        }
        return new Body(volume(EXTENT, voxels), labels);
    }

    /** What is bright is dark and what is dark is bright, as T2 is to T1. */
    Body inOtherModality() {
        float[] voxels = image.channel(0).clone();
        for (int v = 0; v < voxels.length; v++) {
            voxels[v] = voxels[v] == 0 ? 0 : 220 - voxels[v];
        }
        return new Body(volume(EXTENT, voxels), labels);
    }

    /** The lower two thirds. */
    Body cropped() {
        Size3 less = new Size3(26, EXTENT.height(), EXTENT.width());
        float[] voxels = new float[less.arrayLength()];
        System.arraycopy(image.channel(0), 0, voxels, 0, voxels.length);
        return new Body(volume(less, voxels), null);
    }

    PreparedScan prepared() {
        return labels == null
                ? Preprocessor.prepare(image, PREPARATION)
                : Preprocessor.prepare(image, new LabelVolume(image.geometry(), labels), PREPARATION);
    }

    /** As training measures it. */
    ScanMeasures truth() {
        PreparedScan scan = prepared();
        SegmentationMeter meter = new SegmentationMeter(scan.geometry(), 3);
        int plane = scan.extent().height() * scan.extent().width();
        for (int z = 0; z < scan.extent().depth(); z++) {
            meter.accept(z, scan.labels(), z * plane);
        }
        return new ScanMeasures(scan.geometry(), meter.classes(), ScanMeasures.channels(scan.image(), scan.geometry()));
    }

    Segmentation segmented(PredictionMap... maps) {
        Plan plan = PlanBuilder.builder()
                .architecture("e2enet")
                .inputChannels(1)
                .classes(3)
                .channels(List.of(8, 16))
                .strides(List.of(Size3.cube(2)))
                .sparsity(0.5)
                .patch(PATCH)
                .build();
        WindowSettings settings = new WindowSettings(0.5, Set.of(), Averaging.PROBABILITIES);
        return new Predictor(plan, settings, List.of(new Brightness()), PostProcessing.NONE, Set.of(maps))
                .segment(prepared(), new StageClock(), WindowProgress.NONE);
    }

    private static Volume volume(Size3 extent, float[] voxels) {
        Affine grid = Affine.ofRows(2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0);
        return new Volume(Geometry.of(extent, grid), List.of(voxels));
    }

    private static boolean within(double d, double h, double w, double ofD, double ofH, double ofW) {
        return d * d / (ofD * ofD) + h * h / (ofH * ofH) + w * w / (ofW * ofW) < 1;
    }

    /** Surer of an organ the further its brightness is from the tissue's. */
    private record Brightness() implements CompiledNetwork {
        private static final float UPPER = 125;
        private static final float LOWER = 80;

        @Override
        public List<float[]> forward(float[] input, int heads) {
            float[] logits = new float[3 * input.length];
            for (int v = 0; v < input.length; v++) {
                boolean air = input[v] < 30;
                logits[input.length + v] = 0.2f * (input[v] - UPPER);
                logits[2 * input.length + v] = air ? -20 : 0.2f * (LOWER - input[v]);
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
