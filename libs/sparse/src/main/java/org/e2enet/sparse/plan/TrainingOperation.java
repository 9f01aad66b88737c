package org.e2enet.sparse.plan;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.memory.HeadLoss;
import org.e2enet.sparse.memory.TensorBuffer;

/** What a training step computes besides the operations of a forward. Gradients with respect to inputs are convolutions again. */
public sealed interface TrainingOperation extends Operation {

    /** Softmax over the classes of one head, and the sums that its loss is made of. */
    record Softmax(String name, List<Source> logits, TensorBuffer output, HeadLoss loss) implements TrainingOperation {
        @Override
        public Stream<Source> reads() {
            return logits.stream();
        }

        @Override
        public Stream<TensorBuffer> writes() {
            return Stream.of(output);
        }
    }

    /** Probabilities become the loss's gradient with respect to the logits, in their place. */
    record LossGradient(String name, TensorBuffer probabilities, HeadLoss loss) implements TrainingOperation {
        @Override
        public Stream<Source> reads() {
            return stored(probabilities);
        }
    }

    /**
     * The gradient of one operation's output: the parts of its readers added up and, where the output is normalised, led back
     * through the norm: g = γ/σ·(g' − mean(g') − x̂·mean(g'·x̂)).
     *
     * @param of the output as the forward stored it
     * @param parts per channel
     * @param bias adds Σ g, or null; without a norm only
     */
    record Gradient(
            String name,
            TensorBuffer of,
            List<List<GradientPart>> parts,
            Optional<NormGradient> normGradient,
            TensorBuffer output,
            float[] bias)
            implements TrainingOperation {
        @Override
        public Stream<Source> reads() {
            return Stream.concat(
                    stored(of), parts.stream().flatMap(List::stream).map(GradientPart::from));
        }

        @Override
        public Stream<TensorBuffer> writes() {
            return Stream.of(output);
        }
    }

    /** Where the gradients of a norm's γ and β are added up. */
    record NormGradient(Norm norm, float[] gamma, float[] beta) {}

    /**
     * The gradient of a convolution's weights, added to {@code into}:
     * w[o][i][ky][kx] += Σ_{z,y,x} out_o[z][y][x] · in_i[z·sd][y·sh + ky − top][x·sw + kx − left] for the active pairs (o, i).
     * For a transposed convolution its input stands for out and its output's gradient for in.
     *
     * @param outputs all of one size, the one that is summed over
     * @param active bits o·inputs + i
     * @param into {@code [outputs][inputs][kh][kw]}
     */
    record WeightGradient(
            String name,
            List<Source> outputs,
            List<Source> inputs,
            Size3 stride,
            int kh,
            int kw,
            int top,
            int left,
            BitSet active,
            float[] into)
            implements TrainingOperation {
        public WeightGradient withActive(BitSet others) {
            return new WeightGradient(name, outputs, inputs, stride, kh, kw, top, left, others, into);
        }

        @Override
        public Stream<Source> reads() {
            return Stream.concat(outputs.stream(), inputs.stream());
        }
    }

    /**
     * The gradient of a strided convolution's input, each voxel from the outputs whose windows hold it:
     * output[c][z'][y'][x'] = Σ w[o][i][ky][kx] · g_o[z][y][x] over all active (o, i) with {@code channel[i]} = c and all
     * z' = z·sd + zOffset[i], y' = y·sh + ky − (kh − 1)/2, x' = x·sw + kx − (kw − 1)/2.
     *
     * @param gradients of the convolution's outputs
     * @param channel per source of the convolution: whose gradient it leads to
     * @param weights the convolution's own
     */
    record StridedBack(
            String name,
            List<Source> gradients,
            int[] channel,
            int[] zOffset,
            ConvWeights weights,
            Size3 stride,
            TensorBuffer output)
            implements TrainingOperation {
        @Override
        public Stream<Source> reads() {
            return gradients.stream();
        }

        @Override
        public Stream<TensorBuffer> writes() {
            return Stream.of(output);
        }
    }

    /** The gradient of a max pool's input: each pooled voxel's gradient where its window's first largest value is, else 0. */
    record PoolGradient(String name, List<Source> inputs, List<Source> gradients, TensorBuffer output, Size3 stride)
            implements TrainingOperation {
        @Override
        public Stream<Source> reads() {
            return Stream.concat(inputs.stream(), gradients.stream());
        }

        @Override
        public Stream<TensorBuffer> writes() {
            return Stream.of(output);
        }
    }

    private static Stream<Source> stored(TensorBuffer buffer) {
        return IntStream.range(0, buffer.channels()).mapToObj(c -> Source.stored(buffer, c));
    }
}
