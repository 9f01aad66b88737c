package org.e2enet.sparse.training;

import org.e2enet.sparse.kernel.Phase;
import org.e2enet.sparse.memory.Workspace;

/** Squares of gradients, added per chunk and then in the chunks' order. */
final class GradientNorms implements Phase {
    private final ParameterChunks chunks;
    private final double[] active;
    private final double[] all;

    GradientNorms(ParameterChunks chunks) {
        this.chunks = chunks;
        active = new double[chunks.chunks().size()];
        all = new double[active.length];
    }

    @Override
    public int tasks() {
        return active.length;
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        ParameterChunks.Chunk chunk = chunks.chunks().get(task);
        TrainedParameter parameter = chunk.parameter();
        float[] gradient = parameter.gradient();
        int taps = parameter.taps();
        double inactive = 0;
        double kept = 0;
        for (int kernel = chunk.first(); kernel < chunk.end(); kernel++) {
            double squares = 0;
            for (int i = kernel * taps; i < (kernel + 1) * taps; i++) {
                squares += (double) gradient[i] * gradient[i];
            }
            if (parameter.isActive(kernel)) {
                kept += squares;
            } else {
                inactive += squares;
            }
        }
        active[task] = kept;
        all[task] = kept + inactive;
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
