package org.e2enet.network.architecture;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.GraphBuilder;
import org.e2enet.network.graph.Layer;

/**
 * UNet++ (Zhou et al., 2018) in nnU-Net's dress: a U-Net whose skip connections are filled with nodes. Node x^{j,i} reads
 * all x^{0..j-1,i} of its own level and the upsampled x^{j-1,i+1} of the coarser one; two convolution blocks. Heads on the
 * last node of every level, as E2ENet has them. Node convolutions and upsampling are maskable.
 */
final class UNetPlusPlus {
    private static final int BLOCKS = 2;

    private final Plan plan;
    private final GraphBuilder graph = new GraphBuilder();
    private final ConvBlocks blocks;

    private UNetPlusPlus(Plan plan) {
        this.plan = plan;
        this.blocks = new ConvBlocks(graph, plan, "norm");
    }

    static Graph graph(Plan plan) {
        return new UNetPlusPlus(plan).build();
    }

    private Graph build() {
        List<List<Integer>> nodesOfLevel = encoder();
        for (int j = 1; j < plan.levels(); j++) {
            for (int i = 0; i < plan.levels() - j; i++) {
                nodesOfLevel.get(i).add(node(j, i, nodesOfLevel));
            }
        }
        List<Integer> heads = new ArrayList<>();
        for (int i = 0; i < plan.levels() - 1; i++) {
            graph.block("head." + (i + 1));
            heads.add(graph.head("heads." + i, nodesOfLevel.get(i).getLast(), plan.classes(), true));
        }
        return graph.build(heads);
    }

    /** Per level the nodes so far: x^{0,i}. */
    private List<List<Integer>> encoder() {
        List<List<Integer>> nodesOfLevel = new ArrayList<>();
        int x = graph.input(plan.inputChannels());
        for (int i = 0; i < plan.levels(); i++) {
            graph.block("encoder." + (i + 1));
            Size3 stride = i == 0 ? Size3.cube(1) : plan.strides().get(i - 1);
            x = stack("encoder." + i, x, plan.channels().get(i), stride, Layer.Role.BACKBONE);
            nodesOfLevel.add(new ArrayList<>(List.of(x)));
        }
        return nodesOfLevel;
    }

    private int node(int j, int i, List<List<Integer>> nodesOfLevel) {
        String name = "nodes." + j + "." + i;
        int c = plan.channels().get(i);
        graph.block("x" + j + "," + (i + 1));
        List<Integer> inputs = new ArrayList<>(nodesOfLevel.get(i));
        int coarser = nodesOfLevel.get(i + 1).get(j - 1);
        inputs.add(graph.transposedConv(name + ".up", coarser, c, plan.strides().get(i), true));
        return stack(name, graph.concat(inputs), c, Size3.cube(1), Layer.Role.FUSION);
    }

    private int stack(String name, int input, int channels, Size3 stride, Layer.Role role) {
        int x = input;
        for (int block = 0; block < BLOCKS; block++) {
            x = blocks.append(name + ".convs." + block, x, channels, block == 0 ? stride : Size3.cube(1), role);
        }
        return x;
    }
}
