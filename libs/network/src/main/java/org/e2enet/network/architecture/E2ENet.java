package org.e2enet.network.architecture;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.GraphBuilder;
import org.e2enet.network.graph.Layer;

/**
 * E2ENet: a backbone of L levels and a triangle of fusion nodes x^{j,i}, each fed from the same level (forward), the
 * coarser one (upward) and the finer one (downward). Paper §3.1–3.3; parameter names are those of the released code, so
 * that its weights load here and ours load there.
 */
final class E2ENet {
    private static final int MAX_HEADS = 4;

    private final Plan plan;
    private final int levels;
    private final GraphBuilder graph = new GraphBuilder();
    private final ConvBlocks blocks;

    private E2ENet(Plan plan) {
        this.plan = plan;
        this.levels = plan.levels();
        this.blocks = new ConvBlocks(graph, plan, "instnorm");
    }

    static Graph graph(Plan plan) {
        return new E2ENet(plan).build();
    }

    private Graph build() {
        List<Integer> stage = backbone();
        List<Integer> lastOfLevel = new ArrayList<>();
        for (int j = 1; j < levels; j++) {
            stage = fuse(stage, j);
            lastOfLevel.addFirst(stage.getLast());
        }
        return graph.build(heads(lastOfLevel));
    }

    /** Two conv blocks a level; the first one of each further level carries the stride. Returns x^{0,1..L}. */
    private List<Integer> backbone() {
        List<Integer> outputs = new ArrayList<>();
        int x = graph.input(plan.inputChannels());
        for (int i = 1; i <= levels; i++) {
            graph.block("encoder." + i);
            Size3 stride = i == 1 ? Size3.cube(1) : plan.strides().get(i - 2);
            int c = plan.channels().get(i - 1);
            // The released code wraps the deepest level's two blocks in stacks of one block each.
            String prefix = "conv_blocks_context." + (i - 1);
            String first = i < levels ? prefix + ".blocks.0" : prefix + ".0.blocks.0";
            String second = i < levels ? prefix + ".blocks.1" : prefix + ".1.blocks.0";
            x = blocks.append(first, x, c, stride, Layer.Role.BACKBONE);
            x = blocks.append(second, x, c, Size3.cube(1), Layer.Role.BACKBONE);
            outputs.add(x);
        }
        return outputs;
    }

    /** Stage j from stage j−1: nodes of levels 1..L−j. */
    private List<Integer> fuse(List<Integer> previous, int j) {
        List<Integer> nodes = new ArrayList<>();
        for (int i = 1; i <= levels - j; i++) {
            int z = levels - i - j;
            int c = plan.channels().get(i - 1);
            graph.block("x" + j + "," + i);
            List<Integer> inputs = new ArrayList<>();
            inputs.add(previous.get(i - 1));
            inputs.add(graph.transposedConv(
                    "up" + z + "." + (j - 1), previous.get(i), c, plan.strides().get(i - 1), true));
            if (i > 1) {
                inputs.add(graph.maxPool(previous.get(i - 2), plan.strides().get(i - 2)));
            }
            String name = "loc" + z + "." + (j - 1);
            int x = blocks.append(name + ".0.blocks.0", graph.concat(inputs), c, Size3.cube(1), Layer.Role.FUSION);
            if (z == 0) {
                x = blocks.append(name + ".1.blocks.0", x, c, Size3.cube(1), Layer.Role.FUSION);
            }
            nodes.add(x);
        }
        return nodes;
    }

    private List<Integer> heads(List<Integer> lastOfLevel) {
        List<Integer> outputs = new ArrayList<>();
        for (int i = 0; i < Math.min(MAX_HEADS, lastOfLevel.size()); i++) {
            graph.block("head." + (i + 1));
            outputs.add(graph.head("seg_outputs." + i, lastOfLevel.get(i), plan.classes(), false));
        }
        return outputs;
    }
}
