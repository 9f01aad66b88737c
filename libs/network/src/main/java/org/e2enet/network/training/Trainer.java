package org.e2enet.network.training;

import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.topology.KernelNorms;
import org.e2enet.network.topology.Topology;

/**
 * Trains one model: holds weights, optimiser state and masks and advances them a step at a time. Not thread-safe. On the CPU
 * two runs in one process with the same engine, thread count, batches and calls give the same bits, and so does a run that goes on
 * from a {@link TrainingState}; on the sparse engine also in another process and with another number of threads.
 */
public interface Trainer extends AutoCloseable {
    /** The network that is trained. */
    Graph graph();

    /**
     * One step: forward, loss, gradients, clipping, update, masks.
     *
     * @param wanted of which kernels {@link #gradient} can be asked for until the next step
     * @throws org.e2enet.faults.FaultException {@link StepFaults} when loss or gradient is not finite (nothing is changed then), the
     *     update made a weight so (it is of no use then), or the batch does not fit the network
     */
    StepResult step(Batch batch, double learningRate, GradientScope wanted);

    /** One step whose gradient nobody will ask for. */
    default StepResult step(Batch batch, double learningRate) {
        return step(batch, learningRate, GradientScope.ACTIVE);
    }

    /** Steps done. */
    long steps();

    Topology topology();

    /** A copy of a parameter's values. */
    float[] weight(String parameterName);

    /** A copy of all state, for an exact resume. */
    TrainingState state();

    /**
     * The last step's gradient before clipping, also of inactive kernels.
     *
     * @return empty unless the last step was made with {@link GradientScope#ALL}
     */
    Optional<float[]> gradient(String parameterName);

    /**
     * Changes the topology: kernels inactive in {@code next} become zero; grown ones start with the given values; the
     * optimiser state of both becomes zero.
     *
     * @param grown per tensor the kernels that this update grew (also those that it dropped before)
     */
    void evolve(Topology next, Map<String, BitSet> grown, GrownKernels values);

    /** The network as it is now, for forwards before the next step or update. */
    CompiledNetwork network(Size3 patch);

    /** A copy of weights and topology as a model. */
    default Model model() {
        return new Model(graph(), state().weights(), topology());
    }

    /** L1 norm of every kernel of a tensor, by index row·columns + column. */
    default double[] kernelNorms(String parameterName) {
        return KernelNorms.l1(
                weight(parameterName), graph().parameter(parameterName).taps());
    }

    /**
     * L1 norm per kernel of {@link #gradient}.
     *
     * @return empty unless the last step was made with {@link GradientScope#ALL}
     */
    default Optional<double[]> gradientNorms(String parameterName) {
        return gradient(parameterName)
                .map(gradient -> KernelNorms.l1(
                        gradient, graph().parameter(parameterName).taps()));
    }

    @Override
    void close();
}
