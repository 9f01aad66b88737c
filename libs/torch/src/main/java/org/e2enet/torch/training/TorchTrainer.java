package org.e2enet.torch.training;

import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.KernelNorms;
import org.e2enet.network.topology.Topology;
import org.e2enet.torch.runtime.NativeHeap;
import org.e2enet.torch.runtime.TorchOptions;

/**
 * Trains one model: holds weights, optimiser state and masks in native memory and advances them a step at a time. Not
 * thread-safe. On the CPU two runs with the same thread count, batches and calls give the same bits, and so does a run
 * that goes on from a {@link TrainingState}. In bf16 convolutions and activations are bf16; weights, their gradients and
 * the optimiser's state are float32 all the same.
 */
public final class TorchTrainer implements AutoCloseable {
    /**
     * Freed tensors stay with the process for the next step, in pieces that fit ever fewer of its tensors: now and then all
     * pieces are given back, or resident memory would creep upwards. So rare that its time does not count.
     */
    private static final int STEPS_PER_TRIM = 250;

    private final Graph graph;
    private final Recipe recipe;
    private final TrainingMemory memory;
    private Topology topology;
    private long steps;

    private TorchTrainer(Graph graph, TrainingState state, Recipe recipe, TorchOptions options, ClipNorm clipNorm) {
        this.graph = graph;
        this.recipe = recipe;
        this.topology = state.topology();
        this.steps = state.steps();
        boolean keepGradients = recipe.evolution().growth() == Evolution.Growth.GRADIENT;
        this.memory = new TrainingMemory(graph, state, recipe, options, clipNorm, keepGradients);
    }

    /** Starts from a model's weights and topology with optimiser state zero. Masked kernels are set to zero. */
    public static TorchTrainer start(Model model, Recipe recipe, TorchOptions options) {
        return start(model, recipe, options, ClipNorm.ACTIVE);
    }

    public static TorchTrainer start(Model model, Recipe recipe, TorchOptions options, ClipNorm clipNorm) {
        TrainingState state = new TrainingState(0, model.weights(), Map.of(), Map.of(), model.topology());
        return new TorchTrainer(model.graph(), state, recipe, options, clipNorm);
    }

    /** Goes on from an earlier {@link #state()}. */
    public static TorchTrainer resume(Graph graph, TrainingState state, Recipe recipe, TorchOptions options) {
        return new TorchTrainer(graph, state, recipe, options, ClipNorm.ACTIVE);
    }

    /**
     * One step.
     *
     * @throws org.e2enet.faults.FaultException TOR-201 when loss or gradient is not finite (nothing is changed then) or the
     *     update made a weight so (it is of no use then), TOR-202 when a label is not below the number of classes, TOR-203 when the batch does not fit the network
     */
    public StepResult step(Batch batch, double learningRate) {
        BatchFaults.check(graph, batch);
        StepResult result = memory.step(batch, recipe.optimizer(), recipe.clipNorm(), learningRate, steps + 1);
        if (!Double.isFinite(result.loss()) || !Double.isFinite(result.gradientNormAll())) {
            throw BatchFaults.lossNotFinite(result, batch);
        }
        if (!Double.isFinite(result.weightSum())) {
            throw BatchFaults.weightsNotFinite(result, batch);
        }
        steps++;
        if (steps % STEPS_PER_TRIM == 0) {
            NativeHeap.trim();
        }
        return result;
    }

    /** Steps done. */
    public long steps() {
        return steps;
    }

    public Topology topology() {
        return topology;
    }

    /** A copy of weights and topology as a model. */
    public Model model() {
        return new Model(graph, memory.weights(), topology);
    }

    /** A copy of all state, for an exact resume. */
    public TrainingState state() {
        return new TrainingState(steps, memory.weights(), memory.moments(0), memory.moments(1), topology);
    }

    /** L1 norm of every kernel of a masked tensor, by index row·columns + column. */
    public double[] kernelNorms(String parameterName) {
        return KernelNorms.l1(
                memory.weight(parameterName), parameter(parameterName).taps());
    }

    /**
     * The last step's gradient before clipping, also of inactive kernels.
     *
     * @return empty unless the recipe grows by gradient and a step was made since the start
     */
    public Optional<float[]> gradient(String parameterName) {
        return memory.gradient(parameterName);
    }

    /**
     * L1 norm per kernel of {@link #gradient}.
     *
     * @return empty unless the recipe grows by gradient and a step was made since the start
     */
    public Optional<double[]> gradientNorms(String parameterName) {
        return gradient(parameterName)
                .map(gradient ->
                        KernelNorms.l1(gradient, parameter(parameterName).taps()));
    }

    /**
     * Changes the topology: kernels inactive in {@code next} become zero; grown ones start with the given values; the
     * optimiser state of both becomes zero.
     *
     * @param grown per tensor the kernels that this update grew (also those that it dropped before)
     */
    public void evolve(Topology next, Map<String, BitSet> grown, GrownKernels values) {
        for (Map.Entry<String, KernelMask> entry : next.masks().entrySet()) {
            Parameter parameter = parameter(entry.getKey());
            BitSet reset = grown.getOrDefault(entry.getKey(), new BitSet());
            memory.evolve(parameter, entry.getValue(), reset, values);
        }
        topology = next;
    }

    /** Native arrays held between steps: as many after any step as after the start. */
    int nativeArrays() {
        return memory.nativeArrays();
    }

    @Override
    public void close() {
        memory.close();
    }

    private Parameter parameter(String name) {
        return graph.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the graph has no parameter " + name));
    }
}
