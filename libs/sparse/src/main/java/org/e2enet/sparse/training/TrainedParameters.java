package org.e2enet.sparse.training;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Node;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.training.TrainingState;
import org.e2enet.safetensors.Tensor;

/** All parameters of a network that is trained, in the graph's order. */
final class TrainedParameters {
    private final Map<String, TrainedParameter> byName = new LinkedHashMap<>();
    private final Map<float[], float[]> gradients = new IdentityHashMap<>();
    private final List<TrainedParameter> all;
    private final int moments;

    /** @param heads that count in the loss */
    TrainedParameters(Graph graph, TrainingState state, Optimizer.Kind optimizer, int heads) {
        moments = moments(optimizer);
        Set<Parameter> used = used(graph, heads);
        for (Parameter parameter : graph.parameters()) {
            String name = parameter.name();
            float[][] kept = new float[moments][];
            for (int which = 0; which < moments; which++) {
                Tensor tensor = (which == 0 ? state.momentum() : state.secondMoment()).get(name);
                kept[which] = tensor == null
                        ? new float[parameter.elements()]
                        : tensor.values().clone();
            }
            TrainedParameter trained = new TrainedParameter(
                    parameter,
                    state.weights().get(name).values().clone(),
                    kept,
                    state.topology().mask(name).orElse(null),
                    used.contains(parameter));
            byName.put(name, trained);
            gradients.put(trained.weight(), trained.gradient());
        }
        all = List.copyOf(byName.values());
    }

    /** Arrays of optimiser state per parameter. */
    static int moments(Optimizer.Kind optimizer) {
        return switch (optimizer) {
            case SGD -> 1;
            case ADAMW -> 2;
        };
    }

    private static Set<Parameter> used(Graph graph, int heads) {
        boolean[] needed = new boolean[graph.nodes().size()];
        graph.outputs().subList(0, heads).forEach(output -> needed[output] = true);
        Set<Parameter> used = new HashSet<>();
        for (Node node : graph.nodes().reversed()) {
            if (needed[node.id()]) {
                node.inputs().forEach(input -> needed[input] = true);
                used.addAll(Graph.parametersOf(node.layer()));
            }
        }
        return used;
    }

    List<TrainedParameter> all() {
        return all;
    }

    TrainedParameter get(String name) {
        return byName.get(name);
    }

    /** The array that the gradient of a parameter's values is added to. */
    float[] gradientOf(float[] weight) {
        return gradients.get(weight);
    }

    /** The values themselves, not a copy, as a model. */
    Model model(Graph graph, Topology topology) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        byName.forEach((name, trained) ->
                weights.put(name, new Tensor(trained.parameter().shape(), trained.weight())));
        return new Model(graph, weights, topology);
    }

    TrainingState state(long steps, Topology topology) {
        return new TrainingState(steps, copies(-1), copies(0), moments > 1 ? copies(1) : Map.of(), topology);
    }

    private Map<String, Tensor> copies(int moment) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        byName.forEach((name, trained) -> {
            float[] values = moment < 0 ? trained.weight() : trained.moment(moment);
            copies.put(name, new Tensor(trained.parameter().shape(), values.clone()));
        });
        return copies;
    }
}
