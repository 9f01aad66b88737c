package org.e2enet.benchmarks.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.prediction.Predictor;
import org.e2enet.prediction.Segmentation;
import org.e2enet.prediction.StageClock;
import org.e2enet.prediction.window.WindowGrid;
import org.e2enet.prediction.window.WindowProgress;
import org.e2enet.prediction.window.WindowSettings;
import org.e2enet.safetensors.Tensor;
import org.junit.jupiter.api.Test;

class StructuresTest {
    private static final Size3 SCAN = new Size3(20, 24, 28);
    private static final Size3 PATCH = new Size3(8, 12, 16);
    private static final int CLASSES = 4;
    private static final long SEED = 7;

    @Test
    void shouldStandWhereTheyAreWhateverWindowSeesThemAndInEveryRun() {
        Structures structures = new Structures(SCAN, CLASSES, SEED);
        WindowSettings settings = WindowSettings.PAPER.withoutMirroring();
        WindowGrid grid = WindowGrid.of(SCAN, PATCH, settings.step());
        StructuredNetwork network = new StructuredNetwork(new Silence(), structures, grid, PATCH);
        Predictor predictor = new Predictor(Presets.e2enet(8, 16, 3, 1, CLASSES, PATCH, 0), settings, List.of(network));

        short[] first = labels(predictor);
        short[] second = labels(predictor);

        short[] wanted = new short[SCAN.arrayLength()];
        for (int d = 0; d < SCAN.depth(); d++) {
            for (int h = 0; h < SCAN.height(); h++) {
                for (int w = 0; w < SCAN.width(); w++) {
                    wanted[SCAN.offset(d, h, w)] = (short) structures.classOf(d, h, w);
                }
            }
        }
        assertEquals(
                CLASSES,
                IntStream.range(0, wanted.length).map(n -> wanted[n]).distinct().count(),
                "every class is somewhere");
        assertArrayEquals(wanted, first);
        assertArrayEquals(wanted, second);
    }

    private static short[] labels(Predictor predictor) {
        Tensor image = new Tensor(List.of(1, SCAN.depth(), SCAN.height(), SCAN.width()), new float[SCAN.arrayLength()]);
        Segmentation found = predictor.segment(image, WholeGrid.of(SCAN), new StageClock(), WindowProgress.NONE);
        return found.labels().labels();
    }

    /** Answers nothing. */
    private static final class Silence implements CompiledNetwork {
        @Override
        public List<float[]> forward(float[] input, int heads) {
            return List.of(new float[CLASSES * PATCH.arrayLength()]);
        }

        @Override
        public long peakBytes() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
