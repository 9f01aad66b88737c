package org.e2enet.standalone.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.e2enet.network.Tensor;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.plan.Plan;
import org.e2enet.network.safetensors.SafetensorsFile;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.Topology;

/** Weights in a safetensors file: tensors under the paper code's names, masks beside them as {@code mask.<name>}. */
final class WeightsFile {
    private WeightsFile() {}

    /** @return the plan's graph with the file's weights; tensors without a mask are dense */
    static Model read(Path path, Plan plan) {
        Graph graph = Architectures.graph(plan);
        Map<String, Tensor> weights = new HashMap<>();
        Map<String, KernelMask> masks = new HashMap<>();
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            for (Parameter parameter : graph.parameters()) {
                String name = parameter.name();
                if (file.contains(name)) {
                    weights.put(name, file.tensor(name));
                }
                if (file.contains("mask." + name)) {
                    masks.put(
                            name,
                            KernelMask.ofBytes(parameter.rows(), parameter.columns(), file.bytes("mask." + name)));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new Model(graph, weights, new Topology(masks));
    }
}
