package org.e2enet.sparse.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.e2enet.contract.Size3;
import org.e2enet.faults.Fault;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Layer;
import org.e2enet.sparse.memory.HeadLoss;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;

/**
 * The operations of one sample of a training step, every tensor in its place: the forward, the heads' softmax, and the way
 * back. What the way back reads of the forward keeps its place until then.
 *
 * @param mirrored copies of weights that the way back reads, to be refreshed when weights change
 */
public record TrainingSchedule(
        List<Operation> forward,
        List<TrainingOperation.Softmax> heads,
        List<Operation> backward,
        List<MirroredWeights> mirrored,
        int slots,
        long memoryFloats) {
    /** What of a network cannot be trained on this engine: SPA-305. */
    public static Optional<Fault> lack(Graph graph) {
        return graph.nodes().stream()
                .flatMap(
                        node -> node.layer() instanceof Layer.TransposedConv up && Differentiation.isTooFar(up.stride())
                                ? Stream.of(PlanFaults.upStride(node.block(), up.stride())
                                        .fault())
                                : Stream.empty())
                .findFirst();
    }

    /**
     * Plans a model for one patch size; allocates no tensors.
     *
     * @param losses one per head that has a weight, full resolution first
     * @param gradients from the array of a parameter to the array its gradient is added to
     */
    public static TrainingSchedule of(
            Model model, Size3 patch, List<HeadLoss> losses, UnaryOperator<float[]> gradients) {
        Graph whole = model.graph();
        Graph graph = new Graph(whole.nodes(), whole.outputs().subList(0, losses.size()));
        LoweredGraph lowered = Lowering.lower(
                new Model(graph, model.weights(), model.topology()), patch, new Fusions() {}, ZeroKernels.KEPT);
        List<Operation> forward = new ArrayList<>();
        List<TrainingOperation.Softmax> heads = new ArrayList<>();
        for (Operation operation : lowered.operations()) {
            if (operation instanceof Operation.Unpack head) {
                TensorBuffer output = new TensorBuffer(head.inputs().size(), head.size());
                heads.add(new TrainingOperation.Softmax(
                        "loss." + (head.head() + 1), head.inputs(), output, losses.get(head.head())));
            } else {
                forward.add(operation);
            }
        }
        Differentiation back = new Differentiation(gradients);
        back.lead(heads, forward);
        List<Operation> all = new ArrayList<>(forward);
        all.addAll(heads);
        all.addAll(back.operations());
        long end = Placement.place(all, Workspace.GUARD_FLOATS);
        return new TrainingSchedule(
                List.copyOf(forward),
                List.copyOf(heads),
                back.operations(),
                back.mirrored(),
                lowered.slots(),
                end + Workspace.GUARD_FLOATS);
    }
}
