package org.e2enet.sparse;

import java.util.HashSet;
import java.util.Set;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.plan.ConvWeights;
import org.e2enet.sparse.plan.Operation;
import org.e2enet.sparse.plan.TrainingOperation;

/** Counts a layer's work for tables. */
public final class LayerCosts {
    private static final int FLOPS_PER_TAP = 2;

    private LayerCosts() {}

    public static LayerInfo of(Operation operation, Kernel kernel) {
        long nonZero = nonZeroFlops(operation);
        long executed = kernel.executedFlops();
        return new LayerInfo(
                operation.name(), kernel.kind(), nonZero, executed == 0 ? nonZero : executed, bytes(operation));
    }

    private static long nonZeroFlops(Operation operation) {
        return switch (operation) {
            case Operation.Conv conv -> {
                ConvWeights weights = conv.weights();
                long lifted = conv.lifted().map(LayerCosts::nonZeroFlops).orElse(0L);
                yield lifted
                        + FLOPS_PER_TAP
                                * (long) weights.kh()
                                * weights.kw()
                                * weights.active().cardinality()
                                * conv.output().size().volume();
            }
            case Operation.Up up ->
                FLOPS_PER_TAP
                        * (long) up.weights().active().cardinality()
                        * up.output().size().volume();
            case TrainingOperation.WeightGradient gradient ->
                FLOPS_PER_TAP
                        * (long) gradient.kh()
                        * gradient.kw()
                        * gradient.active().cardinality()
                        * gradient.outputs().getFirst().buffer().size().volume();
            case TrainingOperation.StridedBack back ->
                FLOPS_PER_TAP
                        * (long) back.weights().kh()
                        * back.weights().kw()
                        * back.weights().active().cardinality()
                        * back.gradients().getFirst().buffer().size().volume();
            case Operation.Pack _,
                    Operation.MaxPool _,
                    Operation.Sum _,
                    Operation.Unpack _,
                    TrainingOperation.Softmax _,
                    TrainingOperation.LossGradient _,
                    TrainingOperation.Gradient _,
                    TrainingOperation.PoolGradient _ -> 0;
        };
    }

    private static long bytes(Operation operation) {
        Set<Long> channels = new HashSet<>();
        long read = operation
                .reads()
                .filter(source -> channels.add(source.buffer().channel(source.channel())))
                .mapToLong(source -> source.buffer().size().volume() * Float.BYTES)
                .sum();
        long written = operation.writes().mapToLong(LayerCosts::payload).sum();
        return read + written;
    }

    private static long payload(TensorBuffer buffer) {
        return buffer.channels() * buffer.size().volume() * Float.BYTES;
    }
}
