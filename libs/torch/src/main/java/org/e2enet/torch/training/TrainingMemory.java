package org.e2enet.torch.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.training.Batch;
import org.e2enet.network.training.ClipNorm;
import org.e2enet.network.training.GradientScope;
import org.e2enet.network.training.GrownKernels;
import org.e2enet.network.training.StepResult;
import org.e2enet.network.training.TrainingState;
import org.e2enet.safetensors.Tensor;
import org.e2enet.torch.runtime.NativeFloats;
import org.e2enet.torch.runtime.ScriptModule;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.torch.runtime.TorchRuntime;
import org.e2enet.torch.script.Archive;
import org.e2enet.torch.script.Dialect;
import org.e2enet.torch.script.StepScript;

/** The native side of a training run: the step program and the arrays it changes in place. Not thread-safe. */
final class TrainingMemory implements AutoCloseable {
    private final Graph graph;
    private final List<Parameter> parameters;
    private final Map<String, Integer> index = new LinkedHashMap<>();
    private final List<String> masked;
    private final int moments;
    private final PtNDManager manager;
    private final ScriptModule program;
    /** Weights, then first moments, then second ones, then masks: the program's list argument. */
    private final List<NDArray> arrays = new ArrayList<>();

    private Map<String, float[]> gradients = Map.of();

    TrainingMemory(Graph graph, TrainingState state, Recipe recipe, TorchOptions options, ClipNorm clipNorm) {
        this.graph = graph;
        this.parameters = graph.parameters();
        this.moments = StepScript.moments(recipe.optimizer().kind());
        parameters.forEach(parameter -> index.put(parameter.name(), index.size()));
        this.masked = parameters.stream()
                .map(Parameter::name)
                .filter(state.topology().masks()::containsKey)
                .toList();
        Device device = TorchRuntime.open(options);
        this.manager = TorchRuntime.newManager(device);
        List<Integer> maskedPositions = masked.stream().map(index::get).toList();
        String code = StepScript.code(
                graph,
                recipe,
                maskedPositions,
                clipNorm == ClipNorm.ALL,
                Dialect.ofTraining(device, options.precision()),
                options.precision());
        this.program = ScriptModule.load(manager, Archive.stateless(code), "training step on " + device);
        parameters.forEach(parameter -> add(parameter, state.weights()));
        parameters.forEach(parameter -> add(parameter, state.momentum()));
        if (moments == 2) {
            parameters.forEach(parameter -> add(parameter, state.secondMoment()));
        }
        for (String name : masked) {
            KernelMask mask = state.topology().masks().get(name);
            arrays.add(member(
                    NativeFloats.create(manager, maskValues(mask), new Shape(mask.rows(), mask.columns(), 1, 1, 1))));
            apply(parameters.get(index.get(name)), mask, new BitSet(), GrownKernels.ZERO);
        }
    }

    StepResult step(
            Batch batch, Optimizer optimizer, double clipNorm, double learningRate, long step, GradientScope wanted) {
        TorchRuntime.enterTraining();
        Size3 patch = batch.patch();
        int n = batch.samples();
        double[] scalars = {
            learningRate,
            optimizer.momentum(),
            optimizer.weightDecay(),
            clipNorm,
            optimizer.beta2(),
            1 - Math.pow(optimizer.momentum(), step),
            1 - Math.pow(optimizer.beta2(), step)
        };
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray x = NativeFloats.create(
                    manager,
                    batch.images(),
                    new Shape(n, batch.channels(), patch.depth(), patch.height(), patch.width()));
            NDArray t =
                    manager.create(ints(batch.labels()), new Shape(n, patch.depth(), patch.height(), patch.width()));
            NDList arguments = new NDList(x, t, manager.create(scalars));
            arguments.addAll(arrays);
            NDList results = program.forward(arguments, true);
            gradients = new LinkedHashMap<>();
            if (wanted == GradientScope.ALL) {
                index.forEach((name, i) -> gradients.put(name, NativeFloats.read(results.get(1 + i))));
            }
            return result(step, results.getFirst().toDoubleArray());
        }
    }

    /** DJL hands no 16-bit integers to libtorch. */
    private static int[] ints(short[] labels) {
        int[] values = new int[labels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = labels[i];
        }
        return values;
    }

    private static StepResult result(long step, double[] values) {
        List<Double> crossEntropy = new ArrayList<>();
        List<Double> dice = new ArrayList<>();
        for (int i = StepScript.HEADS; i < values.length; i += 2) {
            crossEntropy.add(values[i]);
            dice.add(values[i + 1]);
        }
        return new StepResult(
                step,
                values[StepScript.LOSS],
                crossEntropy,
                dice,
                values[StepScript.NORM_ACTIVE],
                OptionalDouble.of(values[StepScript.NORM_ALL]),
                values[StepScript.WEIGHT_SUM]);
    }

    Map<String, Tensor> weights() {
        return tensors(0);
    }

    /** First (0) or second (1) moments by parameter name; empty where the optimiser has none. */
    Map<String, Tensor> moments(int which) {
        return which < moments ? tensors(1 + which) : Map.of();
    }

    float[] weight(String name) {
        return NativeFloats.read(arrays.get(index.get(name)));
    }

    Optional<float[]> gradient(String name) {
        return Optional.ofNullable(gradients.get(name));
    }

    /** New mask, new values for the {@code reset} kernels, no optimiser state for them and the inactive ones. */
    void evolve(Parameter parameter, KernelMask mask, BitSet reset, GrownKernels values) {
        int position = masked.indexOf(parameter.name());
        if (position < 0) {
            throw new IllegalArgumentException(parameter.name() + " was dense at the start and cannot be masked now");
        }
        NativeFloats.set(arrays.get((1 + moments) * parameters.size() + position), maskValues(mask));
        apply(parameter, mask, reset, values);
    }

    private void apply(Parameter parameter, KernelMask mask, BitSet reset, GrownKernels values) {
        int taps = parameter.taps();
        for (int block = 0; block <= moments; block++) {
            NDArray array = arrays.get(block * parameters.size() + index.get(parameter.name()));
            float[] content = NativeFloats.read(array);
            for (int kernel = 0; kernel < mask.kernels(); kernel++) {
                boolean active = mask.isActive(kernel / mask.columns(), kernel % mask.columns());
                if (active && !reset.get(kernel)) {
                    continue;
                }
                float[] fresh = active && block == 0 ? values.values(parameter.name(), kernel, taps) : new float[taps];
                System.arraycopy(fresh, 0, content, kernel * taps, taps);
            }
            NativeFloats.set(array, content);
        }
    }

    private Map<String, Tensor> tensors(int block) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            NDArray array = arrays.get(block * parameters.size() + index.get(parameter.name()));
            float[] values = NativeFloats.read(array);
            if (masked.contains(parameter.name())) {
                clearInactive(parameter, values);
            }
            tensors.put(parameter.name(), new Tensor(parameter.shape(), values));
        }
        return tensors;
    }

    /** A step multiplies by the mask, which leaves −0 where a weight was negative: equal states must have equal bits. */
    private void clearInactive(Parameter parameter, float[] values) {
        int position = masked.indexOf(parameter.name());
        float[] mask = NativeFloats.read(arrays.get((1 + moments) * parameters.size() + position));
        for (int kernel = 0; kernel < mask.length; kernel++) {
            if (mask[kernel] == 0) {
                Arrays.fill(values, kernel * parameter.taps(), (kernel + 1) * parameter.taps(), 0);
            }
        }
    }

    private void add(Parameter parameter, Map<String, Tensor> from) {
        Tensor tensor = from.get(parameter.name());
        Shape shape = new Shape(
                parameter.shape().stream().mapToLong(Integer::longValue).toArray());
        arrays.add(member(
                tensor == null
                        ? manager.zeros(shape, DataType.FLOAT32)
                        : NativeFloats.create(manager, tensor.values(), shape)));
    }

    private static NDArray member(NDArray array) {
        return ScriptModule.member(array, "a");
    }

    private static float[] maskValues(KernelMask mask) {
        float[] values = new float[mask.kernels()];
        mask.active().stream().forEach(kernel -> values[kernel] = 1);
        return values;
    }

    int nativeArrays() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        program.close();
        manager.close();
    }
}
