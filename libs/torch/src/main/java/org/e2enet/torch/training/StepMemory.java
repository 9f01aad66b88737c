package org.e2enet.torch.training;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;
import org.e2enet.faults.Fault;
import org.e2enet.network.Size3;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Layer;
import org.e2enet.network.graph.Node;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.recipe.Recipe;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.torch.runtime.TorchRuntime;
import org.e2enet.torch.script.StepScript;

/**
 * The least memory that training steps take, told beforehand: a process that needs more than there is would be ended by the system,
 * come back with the redelivered record and be ended again.
 */
public final class StepMemory {
    private static final double GIB = 1L << 30;

    private StepMemory() {}

    /**
     * Refuses what cannot fit. On CUDA nothing is checked: there a step that runs out of memory fails alone, with TOR-105.
     *
     * @throws org.e2enet.faults.FaultException TOR-204 when a step needs more than all memory of this machine or container
     */
    public static void require(Graph graph, Size3 patch, Recipe recipe, TorchOptions options) {
        if (!TorchRuntime.open(options).isGpu()) {
            require(graph, patch, recipe, machineBytes());
        }
    }

    static void require(Graph graph, Size3 patch, Recipe recipe, long limitBytes) {
        double least = leastBytes(graph, patch, recipe);
        if (least > limitBytes) {
            throw new Fault(
                            "TOR-204",
                            "a training step takes at least %.1f GiB, there are %.1f"
                                    .formatted(least / GIB, limitBytes / GIB),
                            "patch %s, batch %d".formatted(patch, recipe.batch()),
                            "Make the patch smaller, or else batch or channels, or train on a machine with more memory.")
                    .exception();
        }
    }

    /**
     * Bytes of weights, gradients and moments, and of the values that the forward pass keeps for the backward one: what
     * convolutions, norms and pools read, what activations give, and the places of the maxima. Peaks are higher.
     */
    static double leastBytes(Graph graph, Size3 patch, Recipe recipe) {
        Set<Integer> kept = new HashSet<>();
        double perSample = 0;
        for (int id : StepScript.nodes(graph, recipe)) {
            Node node = graph.node(id);
            switch (node.layer()) {
                case Layer.Conv _, Layer.TransposedConv _, Layer.InstanceNorm _ -> kept.addAll(node.inputs());
                case Layer.LeakyRelu _ -> kept.add(id);
                case Layer.MaxPool _ -> {
                    kept.addAll(node.inputs());
                    perSample += Long.BYTES * values(node, patch);
                }
                case Layer.Input _, Layer.Shift _, Layer.Concat _, Layer.Add _ -> {}
            }
        }
        for (int id : kept) {
            perSample += Float.BYTES * values(graph.node(id), patch);
        }
        double weights =
                graph.parameters().stream().mapToDouble(Parameter::elements).sum();
        int copies = 2 + StepScript.moments(recipe.optimizer().kind());
        return recipe.batch() * perSample + Float.BYTES * copies * weights;
    }

    private static double values(Node node, Size3 patch) {
        return (double) node.channels() * patch.dividedBy(node.scale()).volume();
    }

    /** Of the container, where there is one. */
    private static long machineBytes() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }
}
