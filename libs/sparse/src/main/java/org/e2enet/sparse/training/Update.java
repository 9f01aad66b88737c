package org.e2enet.sparse.training;

import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.sparse.kernel.Phase;
import org.e2enet.sparse.memory.Workspace;

/** The optimiser's step over active values: Nesterov momentum or AdamW, in PyTorch's form and order. */
final class Update implements Phase {
    private static final float EPSILON = 1e-8f;

    private final ParameterChunks chunks;
    private final Optimizer optimizer;
    private final double[] sums;
    private float learningRate;
    private float clip;
    private double firstCorrection;
    private double secondCorrection;

    Update(ParameterChunks chunks, Optimizer optimizer) {
        this.chunks = chunks;
        this.optimizer = optimizer;
        sums = new double[chunks.chunks().size()];
    }

    /**
     * @param clipFactor of every gradient
     * @param step from 1
     */
    void prepare(double rate, double clipFactor, long step) {
        learningRate = (float) rate;
        clip = (float) clipFactor;
        firstCorrection = 1 - Math.pow(optimizer.momentum(), step);
        secondCorrection = 1 - Math.pow(optimizer.beta2(), step);
    }

    /** Of all weights after the update: no finite number if one of them is none. */
    double weightSum() {
        double sum = 0;
        for (double part : sums) {
            sum += part;
        }
        return sum;
    }

    @Override
    public int tasks() {
        return sums.length;
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        ParameterChunks.Chunk chunk = chunks.chunks().get(task);
        TrainedParameter parameter = chunk.parameter();
        int taps = parameter.taps();
        double sum = 0;
        if (parameter.isMasked()) {
            for (int kernel = parameter.nextActive(chunk.first());
                    kernel < chunk.end();
                    kernel = parameter.nextActive(kernel + 1)) {
                sum += updated(parameter, kernel * taps, (kernel + 1) * taps);
            }
        } else {
            sum = updated(parameter, chunk.first() * taps, chunk.end() * taps);
        }
        sums[task] = sum;
    }

    /** @return the sum of the new values */
    private double updated(TrainedParameter parameter, int from, int to) {
        if (parameter.isUsed()) {
            update(parameter, from, to);
        }
        // Each addition would wait for the one before.
        double even = 0;
        double odd = 0;
        int i = from;
        for (; i + 1 < to; i += 2) {
            even += parameter.weight()[i];
            odd += parameter.weight()[i + 1];
        }
        return i < to ? even + odd + parameter.weight()[i] : even + odd;
    }

    private void update(TrainedParameter parameter, int from, int to) {
        switch (optimizer.kind()) {
            case SGD -> nesterov(parameter.weight(), parameter.gradient(), parameter.moment(0), from, to);
            case ADAMW ->
                adam(parameter.weight(), parameter.gradient(), parameter.moment(0), parameter.moment(1), from, to);
        }
    }

    /** g += decay·w; v = μ·v + g; w −= rate·(g + μ·v). */
    private void nesterov(float[] w, float[] g, float[] v, int from, int to) {
        float decay = (float) optimizer.weightDecay();
        float momentum = (float) optimizer.momentum();
        for (int i = from; i < to; i++) {
            float d = g[i] * clip + decay * w[i];
            float velocity = momentum * v[i] + d;
            v[i] = velocity;
            w[i] -= learningRate * (d + momentum * velocity);
        }
    }

    /** Adam with decoupled weight decay. */
    private void adam(float[] w, float[] g, float[] first, float[] second, int from, int to) {
        float kept = (float) (1 - (double) learningRate * optimizer.weightDecay());
        float beta1 = (float) optimizer.momentum();
        float beta2 = (float) optimizer.beta2();
        float fresh1 = (float) (1 - optimizer.momentum());
        float fresh2 = (float) (1 - optimizer.beta2());
        float root = (float) Math.sqrt(secondCorrection);
        float rate = (float) (learningRate / firstCorrection);
        for (int i = from; i < to; i++) {
            float d = g[i] * clip;
            float m = first[i] * beta1 + fresh1 * d;
            float v = second[i] * beta2 + fresh2 * d * d;
            first[i] = m;
            second[i] = v;
            w[i] = w[i] * kept - rate * (m / ((float) Math.sqrt(v) / root + EPSILON));
        }
    }
}
