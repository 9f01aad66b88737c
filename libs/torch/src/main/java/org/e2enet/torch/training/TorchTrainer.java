package org.e2enet.torch.training;

import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.training.Batch;
import org.e2enet.network.training.ClipNorm;
import org.e2enet.network.training.GradientScope;
import org.e2enet.network.training.GrownKernels;
import org.e2enet.network.training.StepFaults;
import org.e2enet.network.training.StepResult;
import org.e2enet.network.training.Trainer;
import org.e2enet.network.training.TrainingState;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.NativeHeap;
import org.e2enet.torch.runtime.TorchOptions;

/**
 * Trains on libtorch, weights and optimiser state in native memory. In bf16 convolutions and activations are bf16; weights,
 * their gradients and the optimiser's state are float32 all the same.
 */
public final class TorchTrainer implements Trainer {
    private static final StepFaults FAULTS = new StepFaults("TOR-201", "TOR-202", "TOR-203");

    /**
     * Freed tensors stay with the process for the next step, in pieces that fit ever fewer of its tensors: now and then all
     * pieces are given back, or resident memory would creep upwards. So rare that its time does not count.
     */
    private static final int STEPS_PER_TRIM = 250;

    private final Graph graph;
    private final Recipe recipe;
    private final TorchOptions options;
    private final TrainingMemory memory;
    private Topology topology;
    private long steps;

    private TorchTrainer(Graph graph, TrainingState state, Recipe recipe, TorchOptions options, ClipNorm clipNorm) {
        this.graph = graph;
        this.recipe = recipe;
        this.options = options;
        this.topology = state.topology();
        this.steps = state.steps();
        this.memory = new TrainingMemory(graph, state, recipe, options, clipNorm);
    }

    /** Starts from a model's weights and topology with optimiser state zero. Masked kernels are set to zero. */
    public static TorchTrainer start(Model model, Recipe recipe, TorchOptions options) {
        return resume(model.graph(), TrainingState.start(model), recipe, options, ClipNorm.ACTIVE);
    }

    /** Goes on from an earlier {@link #state()}. */
    public static TorchTrainer resume(
            Graph graph, TrainingState state, Recipe recipe, TorchOptions options, ClipNorm clipNorm) {
        return new TorchTrainer(graph, state, recipe, options, clipNorm);
    }

    @Override
    public Graph graph() {
        return graph;
    }

    /**
     * @throws org.e2enet.faults.FaultException TOR-201 when loss or gradient is not finite (nothing is changed then) or the
     *     update made a weight so (it is of no use then), TOR-202 when a label is not below the number of classes, TOR-203 when the batch does not fit the network
     */
    @Override
    public StepResult step(Batch batch, double learningRate, GradientScope wanted) {
        FAULTS.check(graph, batch);
        StepResult result = memory.step(batch, recipe.optimizer(), recipe.clipNorm(), learningRate, steps + 1, wanted);
        if (!Double.isFinite(result.loss()) || !Double.isFinite(result.gradientNorm())) {
            throw FAULTS.lossNotFinite(result, batch);
        }
        if (!Double.isFinite(result.weightSum())) {
            throw FAULTS.weightsNotFinite(result, batch);
        }
        steps++;
        if (steps % STEPS_PER_TRIM == 0) {
            NativeHeap.trim();
        }
        return result;
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public float[] weight(String parameterName) {
        return memory.weight(parameterName);
    }

    @Override
    public TrainingState state() {
        return new TrainingState(steps, memory.weights(), memory.moments(0), memory.moments(1), topology);
    }

    @Override
    public Optional<float[]> gradient(String parameterName) {
        return memory.gradient(parameterName);
    }

    @Override
    public void evolve(Topology next, Map<String, BitSet> grown, GrownKernels values) {
        for (Map.Entry<String, KernelMask> entry : next.masks().entrySet()) {
            BitSet reset = grown.getOrDefault(entry.getKey(), new BitSet());
            memory.evolve(graph.parameter(entry.getKey()), entry.getValue(), reset, values);
        }
        topology = next;
    }

    @Override
    public CompiledNetwork network(Size3 patch) {
        return new TorchEngine(options).compile(model(), patch);
    }

    /** Native arrays held between steps: as many after any step as after the start. */
    int nativeArrays() {
        return memory.nativeArrays();
    }

    @Override
    public void close() {
        memory.close();
    }
}
