package org.e2enet.sparse.training;

import org.e2enet.network.training.GradientScope;
import org.e2enet.sparse.kernel.Phase;
import org.e2enet.sparse.memory.Workspace;

/** Squares of gradients, added per chunk and then in the chunks' order. */
final class GradientNorms implements Phase {
    private final ParameterChunks chunks;
    private final double[] active;
    private final double[] all;
    private GradientScope scope = GradientScope.ACTIVE;

    GradientNorms(ParameterChunks chunks) {
        this.chunks = chunks;
        active = new double[chunks.chunks().size()];
        all = new double[active.length];
    }

    @Override
    public int tasks() {
        return active.length;
    }

    /** @param scope without inactive kernels they are not looked at */
    void prepare(GradientScope wanted) {
        scope = wanted;
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        ParameterChunks.Chunk chunk = chunks.chunks().get(task);
        TrainedParameter parameter = chunk.parameter();
        int taps = parameter.taps();
        if (!parameter.isMasked()) {
            active[task] = squares(parameter.gradient(), chunk.first() * taps, chunk.end() * taps);
            all[task] = active[task];
            return;
        }
        double kept = 0;
        for (int kernel = parameter.nextActive(chunk.first());
                kernel < chunk.end();
                kernel = parameter.nextActive(kernel + 1)) {
            kept += squares(parameter.gradient(), kernel * taps, (kernel + 1) * taps);
        }
        active[task] = kept;
        all[task] = scope == GradientScope.ALL
                ? squares(parameter.gradient(), chunk.first() * taps, chunk.end() * taps)
                : kept;
    }

    /** Four sums side by side: each addition would wait for the one before. */
    private static double squares(float[] values, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            a += (double) values[i] * values[i];
            b += (double) values[i + 1] * values[i + 1];
            c += (double) values[i + 2] * values[i + 2];
            d += (double) values[i + 3] * values[i + 3];
        }
        for (; i < to; i++) {
            a += (double) values[i] * values[i];
        }
        return a + b + (c + d);
    }

    double active() {
        return root(active);
    }

    double all() {
        return root(all);
    }

    private static double root(double[] squares) {
        double sum = 0;
        for (double square : squares) {
            sum += square;
        }
        return Math.sqrt(sum);
    }
}
