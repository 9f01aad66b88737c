package org.e2enet.benchmarks.scan;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.PreparedGeometry;
import org.e2enet.network.architecture.Presets;
import org.e2enet.prediction.PeakMemory;
import org.e2enet.prediction.Predictor;
import org.e2enet.prediction.Segmentation;
import org.e2enet.prediction.StageClock;
import org.e2enet.prediction.window.WindowProgress;
import org.e2enet.prediction.window.WindowSettings;
import org.e2enet.safetensors.Tensor;

/** One made-up scan from its prepared tensor to labels on its own grid. */
public final class ScanBenchmark {
    private static final int MIB_BITS = 20;

    private final ScanSettings settings;
    private final Consumer<String> progress;

    /** @param progress is told how far it got */
    public ScanBenchmark(ScanSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    public ScanReport run() {
        Size3 size = settings.scan();
        float[] voxels = brightness();
        BandNetwork network = new BandNetwork(settings.classes(), settings.patch());
        PreparedGeometry geometry = WholeGrid.of(size);
        Predictor predictor = new Predictor(
                Presets.e2enet(8, 16, 3, 1, settings.classes(), settings.patch(), 0),
                WindowSettings.PAPER.withoutMirroring(),
                List.of(network));
        StageClock clock = new StageClock();
        WindowProgress told = (done, total) -> progress.accept("window " + done + " of " + total);
        Segmentation found = predictor.segment(
                new Tensor(List.of(1, size.depth(), size.height(), size.width()), voxels), geometry, clock, told);
        long peakMiB = PeakMemory.mebibytes();
        int plane = size.height() * size.width();
        long different = 0;
        long tied = 0;
        for (int n = 1; n <= settings.checkedSlices(); n++) {
            int z = n * size.depth() / (settings.checkedSlices() + 1);
            progress.accept("comparing slice " + z + " with the sums of all classes");
            long[] differing = new AllClassesSlice(settings, voxels, network, z)
                    .differing(found.labels().labels(), z * plane);
            different += differing[0];
            tied += differing[1];
        }
        return new ScanReport(
                size,
                settings.classes(),
                found.windows(),
                clock.seconds(),
                Runtime.getRuntime().maxMemory() >> MIB_BITS,
                (long) Float.BYTES * voxels.length >> MIB_BITS,
                predictor.heapBytes(geometry) - network.peakBytes() >> MIB_BITS,
                network.peakBytes() >> MIB_BITS,
                peakMiB,
                found.undecidedVoxels(),
                (long) settings.checkedSlices() * plane,
                different,
                tied);
    }

    /** Smooth waves through all classes. */
    private float[] brightness() {
        Size3 size = settings.scan();
        int plane = size.height() * size.width();
        float[] values = new float[Math.toIntExact(size.volume())];
        IntStream.range(0, size.depth()).parallel().forEach(z -> {
            double ofZ = Math.cos(0.041 * z);
            for (int y = 0; y < size.height(); y++) {
                double ofRow = ofZ + Math.sin(0.023 * y + 1);
                for (int x = 0; x < size.width(); x++) {
                    double wave = ofRow + Math.sin(0.031 * x);
                    values[z * plane + y * size.width() + x] = (float) ((wave / 6 + 0.5) * (settings.classes() - 1));
                }
            }
        });
        return values;
    }
}
