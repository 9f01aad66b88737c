package org.e2enet.prediction.export;

import java.util.Set;
import java.util.stream.IntStream;
import org.e2enet.network.Axis;
import org.e2enet.network.Size3;
import org.e2enet.prediction.window.SliceSink;

/**
 * Takes probability slices on the network's grid and makes labels on another grid over the same box: probabilities are
 * resampled (linearly; nearest along axes that say so), then the most probable class is taken, the lower one on a tie.
 * Never holds more than two resampled slices of probabilities.
 *
 * <p>Results do not depend on the number of threads. Not thread-safe itself.
 */
public final class LabelSlices implements SliceSink {
    private final Size3 from;
    private final Size3 to;
    private final AxisSampling depth;
    private final AxisSampling height;
    private final AxisSampling width;
    private final short[] labels;
    private float[][] previous;
    private float[][] current;
    private int received;
    private int emitted;

    /**
     * @param from extents of the incoming grid
     * @param to extents of the label grid
     * @param nearest axes resampled by nearest neighbour
     */
    public LabelSlices(Size3 from, Size3 to, Set<Axis> nearest, int classes) {
        this.from = from;
        this.to = to;
        this.depth = sampling(from.depth(), to.depth(), nearest.contains(Axis.DEPTH));
        this.height = sampling(from.height(), to.height(), nearest.contains(Axis.HEIGHT));
        this.width = sampling(from.width(), to.width(), nearest.contains(Axis.WIDTH));
        this.labels = new short[Math.toIntExact(to.volume())];
        this.previous = new float[classes][to.height() * to.width()];
        this.current = new float[classes][to.height() * to.width()];
    }

    /** Bytes held besides the labels. */
    public static long bytes(Size3 to, int classes) {
        return 2L * Float.BYTES * classes * to.height() * to.width();
    }

    @Override
    public void accept(int z, float[][] probabilities) {
        if (z != received) {
            throw new IllegalArgumentException("slice " + received + " is next, got " + z);
        }
        received++;
        float[][] reused = previous;
        previous = current;
        current = reused;
        float[][] target = current;
        IntStream.range(0, target.length).parallel().forEach(c -> resample(probabilities[c], target[c]));
        while (emitted < to.depth() && depth.upper()[emitted] <= z) {
            decide(z);
            emitted++;
        }
    }

    /** All labels, {@code [d][h][w]}, w fastest; complete once every slice has come in. */
    public short[] labels() {
        if (received != from.depth()) {
            throw new IllegalStateException("slice " + received + " of " + from.depth() + " is awaited");
        }
        return labels;
    }

    private void resample(float[] source, float[] target) {
        float[] row = new float[from.width()];
        for (int y = 0; y < to.height(); y++) {
            int lower = height.lower()[y] * from.width();
            int upper = height.upper()[y] * from.width();
            float share = height.share()[y];
            for (int x = 0; x < row.length; x++) {
                row[x] = source[lower + x] + share * (source[upper + x] - source[lower + x]);
            }
            int start = y * to.width();
            for (int x = 0; x < to.width(); x++) {
                float left = row[width.lower()[x]];
                target[start + x] = left + width.share()[x] * (row[width.upper()[x]] - left);
            }
        }
    }

    /** Labels of output slice {@code emitted}, whose upper input slice is z or before. */
    private void decide(int z) {
        float[][] upper = depth.upper()[emitted] == z ? current : previous;
        float[][] lower = depth.lower()[emitted] == z ? current : previous;
        float share = depth.share()[emitted];
        int start = emitted * to.height() * to.width();
        IntStream.range(0, to.height()).parallel().forEach(y -> {
            int end = (y + 1) * to.width();
            for (int v = y * to.width(); v < end; v++) {
                int best = 0;
                float most = Float.NEGATIVE_INFINITY;
                for (int c = 0; c < upper.length; c++) {
                    float value = lower[c][v] + share * (upper[c][v] - lower[c][v]);
                    if (value > most) {
                        most = value;
                        best = c;
                    }
                }
                labels[start + v] = (short) best;
            }
        });
    }

    private static AxisSampling sampling(int in, int out, boolean nearest) {
        return nearest ? AxisSampling.nearest(in, out) : AxisSampling.linear(in, out);
    }
}
