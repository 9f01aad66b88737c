package org.e2enet.network.planning;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.graph.Layer;
import org.e2enet.network.graph.Node;

/** Kernels that differ from level to level, as a plan's overrides: one prefix per block of the network. */
final class LevelKernels {
    private LevelKernels() {}

    /** The plan with the pooling's kernels in every block whose level has another kernel than the plan. */
    static Plan apply(Plan plan, Pooling pooling) {
        Map<Size3, Size3> kernelByScale = new LinkedHashMap<>();
        Size3 scale = Size3.cube(1);
        kernelByScale.put(scale, pooling.kernels().getFirst());
        for (int level = 1; level < plan.levels(); level++) {
            scale = scale.times(pooling.strides().get(level - 1));
            kernelByScale.put(scale, pooling.kernels().get(level));
        }
        Map<String, String> prefixByBlock = new LinkedHashMap<>();
        Map<String, Size3> kernelByBlock = new LinkedHashMap<>();
        for (Node node : Architectures.graph(plan).nodes()) {
            if (node.layer() instanceof Layer.Conv conv && conv.role() != Layer.Role.HEAD) {
                prefixByBlock.merge(node.block(), conv.weight().name(), LevelKernels::commonPrefix);
                kernelByBlock.put(node.block(), kernelByScale.get(node.scale()));
            }
        }
        Map<String, Size3> overrides = new TreeMap<>();
        kernelByBlock.forEach((block, kernel) -> {
            if (!kernel.equals(plan.kernel())) {
                overrides.put(prefixByBlock.get(block), kernel);
            }
        });
        return plan.withKernelOverrides(overrides);
    }

    private static String commonPrefix(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return one.substring(0, length);
    }
}
