package org.e2enet.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.torch.runtime.NativeFloats;
import org.e2enet.torch.runtime.Precision;
import org.e2enet.torch.runtime.ScriptModule;
import org.e2enet.torch.runtime.TorchRuntime;
import org.e2enet.torch.script.Archive;
import org.e2enet.torch.script.Dialect;
import org.e2enet.torch.script.ForwardScript;

/**
 * A model resident in libtorch's memory. Concurrent forwards share weights and programs; each thread's own arrays live in
 * a scope that ends with the call. Close it after the last forward.
 */
final class TorchNetwork implements CompiledNetwork {
    private final Graph graph;
    private final Size3 patch;
    private final Precision precision;
    private final Device device;
    private final Dialect dialect;
    private final PtNDManager manager;
    private final NDList weights;
    private final Map<Integer, ScriptModule> programs = new ConcurrentHashMap<>();

    TorchNetwork(Model model, Size3 patch, Precision precision, Device device) {
        this.graph = model.graph();
        this.patch = patch;
        this.precision = precision;
        this.device = device;
        this.dialect = Dialect.ofInference(device, precision);
        this.manager = TorchRuntime.newManager(device);
        this.weights = residentWeights(model);
    }

    @Override
    public List<float[]> forward(float[] input, int heads) {
        if (input.length != graph.inputChannels() * patch.volume()) {
            throw new IllegalArgumentException("an input of " + graph.inputChannels() + "x" + patch + " is wanted, got "
                    + input.length + " values");
        }
        if (heads < 1 || heads > graph.outputs().size()) {
            throw new IllegalArgumentException(
                    "1 to " + graph.outputs().size() + " heads can be computed, not " + heads);
        }
        TorchRuntime.enterThread();
        ScriptModule program = programs.computeIfAbsent(heads, this::program);
        Shape shape = new Shape(1, graph.inputChannels(), patch.depth(), patch.height(), patch.width());
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList arguments = new NDList(NativeFloats.create(manager, input, shape));
            arguments.addAll(weights);
            return program.forward(arguments, false).stream()
                    .map(NativeFloats::read)
                    .toList();
        }
    }

    @Override
    public long peakBytes() {
        return -1;
    }

    @Override
    public void close() {
        programs.values().forEach(ScriptModule::close);
        manager.close();
    }

    private String place() {
        return "forward of a " + patch + " patch on " + device;
    }

    private ScriptModule program(int heads) {
        String code = ForwardScript.code(graph, heads, dialect, precision == Precision.BF16);
        return ScriptModule.load(manager, Archive.stateless(code), place());
    }

    /** Weights with masks applied, in the precision and memory format that the forward reads. */
    private NDList residentWeights(Model model) {
        TorchRuntime.enterThread();
        String code = ForwardScript.preparation(dialect, precision == Precision.BF16);
        try (NDScope scope = new NDScope();
                ScriptModule preparation = ScriptModule.load(manager, Archive.stateless(code), place())) {
            scope.suppressNotUsedWarning();
            NDList plain = new NDList();
            Set<Parameter> cancelled = CancelledBiases.of(graph);
            for (Parameter parameter : graph.parameters()) {
                Shape shape = new Shape(
                        parameter.shape().stream().mapToLong(Integer::longValue).toArray());
                float[] values = cancelled.contains(parameter)
                        ? new float[parameter.elements()]
                        : MaskedWeights.of(model, parameter);
                NDArray array = NativeFloats.create(manager, values, shape);
                plain.add(ScriptModule.member(array, "p"));
            }
            NDList resident = preparation.forward(plain, false);
            for (NDArray array : resident) {
                NDScope.unregister(array);
                ScriptModule.member(array, "p");
            }
            return resident;
        }
    }
}
