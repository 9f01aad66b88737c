package org.e2enet.sparse.training;

import java.util.Arrays;
import java.util.BitSet;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.training.GrownKernels;

/** One parameter's values, gradient and moments. Values of inactive kernels and their moments are zero. */
final class TrainedParameter {
    private final Parameter parameter;
    private final float[] weight;
    private final float[] gradient;
    private final float[][] moments;

    /** Whether a head that counts in the loss depends on it: others stay as they are. */
    private final boolean used;

    /** Active kernels, or null where all are and stay so. */
    private BitSet active;

    TrainedParameter(Parameter parameter, float[] weight, float[][] moments, KernelMask mask, boolean used) {
        this.parameter = parameter;
        this.weight = weight;
        this.gradient = new float[weight.length];
        this.moments = moments;
        this.used = used;
        if (mask != null) {
            active = new BitSet();
            setMask(mask, new BitSet(), GrownKernels.ZERO);
        }
    }

    Parameter parameter() {
        return parameter;
    }

    float[] weight() {
        return weight;
    }

    float[] gradient() {
        return gradient;
    }

    /** First or second moments. */
    float[] moment(int which) {
        return moments[which];
    }

    boolean isUsed() {
        return used;
    }

    boolean isMasked() {
        return active != null;
    }

    boolean isActive(int kernel) {
        return active == null || active.get(kernel);
    }

    /** The first active kernel from one on, or {@link Integer#MAX_VALUE}; of a masked parameter. */
    int nextActive(int kernel) {
        int next = active.nextSetBit(kernel);
        return next < 0 ? Integer.MAX_VALUE : next;
    }

    /** Kernels of a convolution's weight, single values of anything else. */
    int kernels() {
        return weight.length / taps();
    }

    int taps() {
        return parameter.shape().size() == 5 ? parameter.taps() : 1;
    }

    /** New mask; {@code reset} kernels start from new values, without moments like those that become inactive. */
    void setMask(KernelMask mask, BitSet reset, GrownKernels values) {
        if (active == null) {
            throw new IllegalArgumentException(parameter.name() + " was dense at the start and cannot be masked now");
        }
        active = mask.active();
        int taps = taps();
        for (int kernel = 0; kernel < kernels(); kernel++) {
            boolean isActive = active.get(kernel);
            if (isActive && !reset.get(kernel)) {
                continue;
            }
            for (float[] moment : moments) {
                Arrays.fill(moment, kernel * taps, (kernel + 1) * taps, 0);
            }
            float[] fresh = isActive ? values.values(parameter.name(), kernel, taps) : new float[taps];
            System.arraycopy(fresh, 0, weight, kernel * taps, taps);
        }
    }
}
