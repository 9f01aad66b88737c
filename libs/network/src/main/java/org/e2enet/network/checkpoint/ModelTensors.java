package org.e2enet.network.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.plan.Plan;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.safetensors.Tensor;

/**
 * The tensors of a model in a safetensors file: every parameter under its own name, masks as {@code mask.<name>} U8
 * {@code [rows, columns]}. Tensors that the graph does not know (what only training needs) are not looked at; weights of other
 * software are read by {@link ForeignWeights}.
 */
public final class ModelTensors {
    public static final String MASK = "mask.";

    private ModelTensors() {}

    /** As {@link #read(SafetensorsFile, Graph)}, of a plan's network from a whole file. */
    public static Model read(Path file, Plan plan) {
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            return read(open, Architectures.graph(plan));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * The model of a graph with the weights and masks of a file. A maskable tensor without a mask is dense.
     *
     * @throws org.e2enet.faults.FaultException NET-305 and NET-306 when a tensor is missing or of no number type, NET-20x when
     *     shapes do not fit the graph, NET-501 when a mask has another shape than [rows, columns]
     */
    public static Model read(SafetensorsFile file, Graph graph) {
        return new Model(graph, weights(file, "", graph), masks(file, MASK, graph));
    }

    public static void add(SafetensorsWriter writer, Map<String, Tensor> weights, Topology topology) {
        addAll(writer, "", weights);
        add(writer, topology);
    }

    /** The tensors named {@code prefix + parameter} of all parameters. */
    static Map<String, Tensor> weights(SafetensorsFile file, String prefix, Graph graph) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            weights.put(parameter.name(), file.tensor(prefix + parameter.name()));
        }
        return weights;
    }

    static void addAll(SafetensorsWriter writer, String prefix, Map<String, Tensor> tensors) {
        tensors.forEach((name, tensor) -> writer.add(prefix + name, tensor));
    }

    /**
     * All masks of a file, in its order, whatever network they belong to.
     *
     * @throws org.e2enet.faults.FaultException NET-306 when a mask is no tensor of bytes, NET-501 when it has not two axes
     */
    public static Topology topology(SafetensorsFile file) {
        Map<String, KernelMask> masks = new LinkedHashMap<>();
        for (String name : file.names()) {
            if (name.startsWith(MASK)) {
                List<Integer> shape = file.entry(name).shape();
                if (shape.size() != 2) {
                    throw wrongMask(name, "[rows, columns]", shape);
                }
                masks.put(
                        name.substring(MASK.length()),
                        KernelMask.ofBytes(shape.get(0), shape.get(1), file.bytes(name)));
            }
        }
        return new Topology(masks);
    }

    /** Adds masks alone: a snapshot of a topology. */
    public static void add(SafetensorsWriter writer, Topology topology) {
        addMasks(writer, MASK, topology);
    }

    /** The masks named {@code prefix + parameter} of those maskable parameters that have one. */
    static Topology masks(SafetensorsFile file, String prefix, Graph graph) {
        Map<String, KernelMask> masks = new LinkedHashMap<>();
        for (Parameter parameter : graph.maskableParameters()) {
            String name = prefix + parameter.name();
            if (file.contains(name)) {
                List<Integer> shape = file.entry(name).shape();
                if (!shape.equals(List.of(parameter.rows(), parameter.columns()))) {
                    throw wrongMask(name, "[" + parameter.rows() + ", " + parameter.columns() + "]", shape);
                }
                masks.put(
                        parameter.name(), KernelMask.ofBytes(parameter.rows(), parameter.columns(), file.bytes(name)));
            }
        }
        return new Topology(masks);
    }

    static void addMasks(SafetensorsWriter writer, String prefix, Topology topology) {
        topology.masks()
                .forEach((name, mask) ->
                        writer.addUnsigned(prefix + name, List.of(mask.rows(), mask.columns()), mask.toBytes()));
    }

    private static FaultException wrongMask(String name, String wanted, List<Integer> shape) {
        return new Fault(
                        "NET-501",
                        "a mask of " + wanted + " is wanted, got " + shape,
                        name,
                        "Use masks that were saved with this plan.")
                .exception();
    }
}
