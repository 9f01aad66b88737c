package org.e2enet.network.graph;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;

/**
 * One operation on tensors {@code [N][C][D][H][W]}. The family is closed: every interpreter switches over it without a
 * default, so that a new layer breaks the build wherever it is not yet understood.
 */
public sealed interface Layer {

    /** The network's input with its channels. */
    record Input(int channels) implements Layer {}

    /**
     * Shifts channel groups along an axis (spec §2): q = ceil(C/n), group g = c div q, out[c, x] = in[c, x − offsets[g]],
     * zero outside.
     */
    record Shift(Axis axis, List<Integer> offsets) implements Layer {
        public Shift {
            Objects.requireNonNull(axis, "axis");
            offsets = List.copyOf(offsets);
            if (offsets.isEmpty()) {
                throw new IllegalArgumentException("a shift needs at least one offset");
            }
        }

        /** Offset of a channel among {@code channels} in all. */
        public int offsetOf(int channel, int channels) {
            return offsets.get(channel / Math.ceilDiv(channels, offsets.size()));
        }
    }

    /** Convolution with zero padding (k − 1)/2 per axis. {@code weight [out, in, kd, kh, kw]}, optional bias {@code [out]}. */
    record Conv(Parameter weight, Optional<Parameter> bias, Size3 stride, Role role) implements Layer {
        public int inputChannels() {
            return weight.columns();
        }

        public int outputChannels() {
            return weight.rows();
        }

        public Size3 kernel() {
            return new Size3(
                    weight.shape().get(2), weight.shape().get(3), weight.shape().get(4));
        }
    }

    /**
     * Transposed convolution whose kernel equals its stride: each output voxel has one tap. {@code weight [in, out, kd, kh,
     * kw]}, optional bias {@code [out]} (none in E2ENet; the nnU-Net family has one).
     */
    record TransposedConv(Parameter weight, Optional<Parameter> bias) implements Layer {
        public int inputChannels() {
            return weight.rows();
        }

        public int outputChannels() {
            return weight.columns();
        }

        public Size3 stride() {
            return new Size3(
                    weight.shape().get(2), weight.shape().get(3), weight.shape().get(4));
        }
    }

    /** Instance normalisation over D, H, W with biased variance and affine parameters {@code [C]}. */
    record InstanceNorm(Parameter weight, Parameter bias, float epsilon) implements Layer {}

    /** x for x ≥ 0, slope·x below. */
    record LeakyRelu(float slope) implements Layer {}

    /** Max pooling whose kernel equals its stride; trailing voxels that fill no window are dropped. */
    record MaxPool(Size3 stride) implements Layer {}

    /** Concatenation over channels, in the order of the inputs. */
    record Concat() implements Layer {}

    /** Sum of tensors of equal shape (residual connections). */
    record Add() implements Layer {}

    /** The part a convolution plays: decides how its cost is counted and whether it may be sparse. */
    enum Role {
        BACKBONE,
        FUSION,
        HEAD
    }
}
