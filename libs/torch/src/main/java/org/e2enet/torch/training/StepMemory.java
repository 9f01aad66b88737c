package org.e2enet.torch.training;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.Fault;
import org.e2enet.network.costs.KeptValues;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.torch.runtime.Precision;
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
            require(graph, patch, recipe, options.precision(), machineBytes());
        }
    }

    static void require(Graph graph, Size3 patch, Recipe recipe, Precision precision, long limitBytes) {
        double least = leastBytes(graph, patch, recipe, precision);
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
     * Bytes of weights, gradients and moments, and of the {@link KeptValues}. Peaks are higher.
     */
    static double leastBytes(Graph graph, Size3 patch, Recipe recipe, Precision precision) {
        double perSample = KeptValues.floats(graph, patch, StepScript.nodes(graph, recipe));
        double weights =
                graph.parameters().stream().mapToDouble(Parameter::elements).sum();
        int copies = 2 + StepScript.moments(recipe.optimizer().kind());
        int activationBytes = precision == Precision.BF16 ? Short.BYTES : Float.BYTES;
        return recipe.batch() * perSample * activationBytes + copies * weights * Float.BYTES;
    }

    /** Of the container, where there is one. */
    private static long machineBytes() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }
}
