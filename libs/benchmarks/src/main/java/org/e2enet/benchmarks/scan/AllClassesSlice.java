package org.e2enet.benchmarks.scan;

import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.prediction.window.GaussianMap;
import org.e2enet.prediction.window.WindowGrid;

/** One slice of the sliding window's result the plain way: the sums of all classes, in double precision. */
final class AllClassesSlice {
    private static final double TIE = 1e-6;

    private final ScanSettings settings;
    private final float[] scan;
    private final BandNetwork network;
    private final int z;
    private final double[][] sums;

    AllClassesSlice(ScanSettings settings, float[] scan, BandNetwork network, int z) {
        this.settings = settings;
        this.scan = scan;
        this.network = network;
        this.z = z;
        sums = new double[settings.classes()]
                [settings.scan().height() * settings.scan().width()];
        WindowGrid grid = WindowGrid.of(settings.scan(), settings.patch(), 0.5);
        GaussianMap gaussian = new GaussianMap(settings.patch());
        for (int fromZ : grid.depth()) {
            if (fromZ <= z && z < fromZ + settings.patch().depth()) {
                for (int fromY : grid.height()) {
                    for (int fromX : grid.width()) {
                        add(gaussian, fromZ, fromY, fromX);
                    }
                }
            }
        }
    }

    private void add(GaussianMap gaussian, int fromZ, int fromY, int fromX) {
        Size3 size = settings.scan();
        Size3 patch = settings.patch();
        int width = patch.width();
        int plane = patch.height() * width;
        int dz = z - fromZ;
        float[] input = new float[patch.arrayLength()];
        for (int dy = 0; dy < patch.height(); dy++) {
            int source = (z * size.height() + fromY + dy) * size.width() + fromX;
            System.arraycopy(scan, source, input, dz * plane + dy * width, width);
        }
        float[] logits = new float[settings.classes() * plane];
        network.slice(input, dz, logits);
        IntStream.range(0, patch.height()).parallel().forEach(dy -> {
            for (int dx = 0; dx < width; dx++) {
                int at = dy * width + dx;
                int to = (fromY + dy) * size.width() + fromX + dx;
                double total = 0;
                for (int c = 0; c < sums.length; c++) {
                    total += Math.exp(logits[c * plane + at]);
                }
                double weight = gaussian.weight(dz, dy, dx) / total;
                for (int c = 0; c < sums.length; c++) {
                    sums[c][to] += weight * Math.exp(logits[c * plane + at]);
                }
            }
        });
    }

    /**
     * Compares a slice of labels.
     *
     * @return voxels of another class, and how many of them are ties
     */
    long[] differing(short[] labels, int first) {
        long different = 0;
        long tied = 0;
        for (int v = 0; v < sums[0].length; v++) {
            int best = 0;
            double total = 0;
            for (int c = 0; c < sums.length; c++) {
                best = sums[c][v] > sums[best][v] ? c : best;
                total += sums[c][v];
            }
            int found = labels[first + v];
            if (found != best) {
                different++;
                tied += (sums[best][v] - sums[found][v]) / total < TIE ? 1 : 0;
            }
        }
        return new long[] {different, tied};
    }
}
