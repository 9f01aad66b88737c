package org.e2enet.benchmarks.scan;

import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.CompiledNetwork;

/**
 * Stands for a network that costs nothing: the class is the brightness, its neighbours are less likely, and each window sees a place a
 * little otherwise. One output, used again and again.
 */
final class BandNetwork implements CompiledNetwork {
    private static final float LEAST_LOGIT = -60;
    private static final float SOFTNESS = 1.5f;
    private static final double SWAY = 0.4;

    private final int classes;
    private final Size3 patch;
    private final float[] logits;

    BandNetwork(int classes, Size3 patch) {
        this.classes = classes;
        this.patch = patch;
        logits = new float[Math.toIntExact(classes * patch.volume())];
    }

    @Override
    public List<float[]> forward(float[] input, int heads) {
        int plane = patch.height() * patch.width();
        IntStream.range(0, patch.depth()).parallel().forEach(z -> {
            float[] seen = new float[plane];
            for (int i = 0; i < plane; i++) {
                seen[i] = input[z * plane + i] + (float) (SWAY * Math.sin(0.7 * (z * plane + i)));
            }
            for (int c = 0; c < classes; c++) {
                int to = c * input.length + z * plane;
                for (int i = 0; i < plane; i++) {
                    float distance = (c - seen[i]) / SOFTNESS;
                    logits[to + i] = Math.max(-distance * distance, LEAST_LOGIT);
                }
            }
        });
        return List.of(logits);
    }

    /** Logits of one slice of a window only, {@code [classes][h·w]}. */
    void slice(float[] input, int z, float[] target) {
        int plane = patch.height() * patch.width();
        for (int i = 0; i < plane; i++) {
            float seen = input[z * plane + i] + (float) (SWAY * Math.sin(0.7 * (z * plane + i)));
            for (int c = 0; c < classes; c++) {
                float distance = (c - seen) / SOFTNESS;
                target[c * plane + i] = Math.max(-distance * distance, LEAST_LOGIT);
            }
        }
    }

    @Override
    public long peakBytes() {
        return (long) Float.BYTES * logits.length;
    }

    @Override
    public void close() {}
}
