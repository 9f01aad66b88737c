package org.e2enet.network.engine;

import java.util.Map;
import java.util.Objects;
import org.e2enet.faults.Fault;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.Tensor;

/**
 * A graph with its weights and topology, checked to fit each other: every parameter present in its shape and finite, every
 * mask in its tensor's shape. Masked kernels need not be zero in the weights: the mask decides.
 */
public record Model(Graph graph, Map<String, Tensor> weights, Topology topology) {
    public Model {
        Objects.requireNonNull(graph, "graph");
        weights = Map.copyOf(weights);
        Objects.requireNonNull(topology, "topology");
        for (Parameter parameter : graph.parameters()) {
            checkTensor(parameter, weights.get(parameter.name()));
            topology.mask(parameter.name()).ifPresent(mask -> checkMask(parameter, mask));
        }
    }

    public Tensor weight(Parameter parameter) {
        return weights.get(parameter.name());
    }

    private static void checkTensor(Parameter parameter, Tensor tensor) {
        if (tensor == null) {
            throw fault("NET-201", "the weights hold no such tensor", parameter);
        }
        if (!tensor.shape().equals(parameter.shape())) {
            throw fault("NET-202", "shape " + parameter.shape() + " is wanted, got " + tensor.shape(), parameter);
        }
        for (float value : tensor.values()) {
            if (!Float.isFinite(value)) {
                throw fault("NET-203", "the tensor holds " + value, parameter);
            }
        }
    }

    private static void checkMask(Parameter parameter, KernelMask mask) {
        if (!parameter.maskable() || mask.rows() != parameter.rows() || mask.columns() != parameter.columns()) {
            throw fault(
                    "NET-204",
                    "a mask of " + parameter.rows() + "x" + parameter.columns() + " is wanted, got " + mask.rows() + "x"
                            + mask.columns(),
                    parameter);
        }
    }

    private static RuntimeException fault(String code, String what, Parameter parameter) {
        return new Fault(code, what, parameter.name(), "Use weights that were saved with this plan.").exception();
    }
}
