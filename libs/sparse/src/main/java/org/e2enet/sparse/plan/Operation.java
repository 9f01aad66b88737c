package org.e2enet.sparse.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.memory.TensorBuffer;

/**
 * A fused piece of work: reads sources, writes one buffer, a convolution perhaps a pooled one beside it. Closed: kernel families switch over it without a default.
 */
public sealed interface Operation
        permits Operation.Pack,
                Operation.Conv,
                Operation.Up,
                Operation.MaxPool,
                Operation.Sum,
                Operation.Unpack,
                TrainingOperation {
    /** The graph's name for it, for tables. */
    String name();

    Stream<Source> reads();

    /** The buffers written, those of the engine's own. */
    default Stream<TensorBuffer> writes() {
        return Stream.empty();
    }

    /** The instance norm whose statistics the operation gathers while it writes. */
    default Optional<Norm> norm() {
        return Optional.empty();
    }

    /** The caller's {@code [C][D][H][W]} array into a buffer. */
    record Pack(String name, TensorBuffer output) implements Operation {
        @Override
        public Stream<Source> reads() {
            return Stream.empty();
        }

        @Override
        public Stream<TensorBuffer> writes() {
            return Stream.of(output);
        }
    }

    /**
     * Convolution over H and W; depth taps have become sources of their own.
     * out[o][z][y][x] = bias[o] + Σ_{active (o,i)} Σ_{ky,kx} w[o][i][ky][kx] · in_i[z·sd][y·sh + ky − ph][x·sw + kx − pw].
     *
     * @param lifted a transposed convolution computed inside: sources of its output are never stored, its buffer has no place
     * @param pooled the output pooled while it is written
     */
    record Conv(
            String name,
            List<Source> inputs,
            TensorBuffer output,
            ConvWeights weights,
            Size3 stride,
            Optional<Norm> norm,
            Optional<Up> lifted,
            Optional<Pooled> pooled)
            implements Operation {
        public Conv(
                String name,
                List<Source> inputs,
                TensorBuffer output,
                ConvWeights weights,
                Size3 stride,
                Optional<Norm> norm) {
            this(name, inputs, output, weights, stride, norm, Optional.empty(), Optional.empty());
        }

        Conv lifting(Up up) {
            return new Conv(name, inputs, output, weights, stride, norm, Optional.of(up), pooled);
        }

        Conv pooling(Pooled pool) {
            return new Conv(name, inputs, output, weights, stride, norm, lifted, Optional.of(pool));
        }

        /** Whether a source is computed inside. */
        public boolean isLifted(Source source) {
            return lifted.isPresent() && source.buffer() == lifted.get().output();
        }

        @Override
        public Stream<Source> reads() {
            Stream<Source> stored = inputs.stream().filter(source -> !isLifted(source));
            return Stream.concat(stored, lifted.stream().flatMap(Up::reads));
        }

        @Override
        public Stream<TensorBuffer> writes() {
            return Stream.concat(Stream.of(output), pooled.stream().map(Pooled::output));
        }
    }

    /**
     * Max pooling with kernel = stride of a normalised convolution, before the norm: norm and LeakyReLU keep the order where
     * γ ≥ 0 and turn it round where γ < 0, so the largest activated value comes from the largest or the smallest stored one.
     */
    record Pooled(TensorBuffer output, Size3 stride) {}

    /** Transposed convolution with kernel = stride: out[o][z·sd+kz][y·sh+ky][x·sw+kx] = Σ_i w[i][o][kz][ky][kx]·in_i[z][y][x]. */
    record Up(String name, List<Source> inputs, TensorBuffer output, UpWeights weights, Size3 stride)
            implements Operation {
        @Override
        public Stream<Source> reads() {
            return inputs.stream();
        }

        @Override
        public Stream<TensorBuffer> writes() {
            return Stream.of(output);
        }
    }

    /** Max pooling with kernel = stride. */
    record MaxPool(String name, List<Source> inputs, TensorBuffer output, Size3 stride) implements Operation {
        @Override
        public Stream<Source> reads() {
            return inputs.stream();
        }

        @Override
        public Stream<TensorBuffer> writes() {
            return Stream.of(output);
        }
    }

    /**
     * Sum of terms of equal shape, channel c of every term moved by {@code yOffsets[c]}, {@code xOffsets[c]}: residual
     * connections, shifts along height or width, and views that the next layer cannot read as they are.
     */
    record Sum(
            String name,
            List<List<Source>> terms,
            int[] yOffsets,
            int[] xOffsets,
            TensorBuffer output,
            Optional<Norm> norm)
            implements Operation {
        @Override
        public Stream<Source> reads() {
            return terms.stream().flatMap(List::stream);
        }

        @Override
        public Stream<TensorBuffer> writes() {
            return Stream.of(output);
        }
    }

    /** Sources into the caller's array of one head, {@code [classes][D][H][W]}. */
    record Unpack(String name, List<Source> inputs, Size3 size, int head) implements Operation {
        @Override
        public Stream<Source> reads() {
            return inputs.stream();
        }
    }
}
