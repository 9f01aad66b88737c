package org.e2enet.network.architecture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.GraphBuilder;
import org.e2enet.network.graph.Layer;

/**
 * V-Net (Milletari et al., 2016) in the widths of the paper's baseline: residual stages of one to three convolutions,
 * convolutions with kernel = stride down, transposed ones up, skip connections concatenated. Departs from it where the pipeline asks
 * for one dress: instance norm and LeakyReLU, no activation after the residual sum, heads on every level of the way up. Its
 * convolutions and upsampling are maskable.
 */
final class VNet {
    private final Plan plan;
    private final int levels;
    private final GraphBuilder graph = new GraphBuilder();
    private final ConvBlocks blocks;

    private VNet(Plan plan) {
        this.plan = plan;
        this.levels = plan.levels();
        this.blocks = new ConvBlocks(graph, plan, "norm");
    }

    static Graph graph(Plan plan) {
        return new VNet(plan).build();
    }

    private Graph build() {
        List<Integer> skips = down();
        List<Integer> heads = new ArrayList<>();
        int x = skips.getLast();
        for (int i = levels - 2; i >= 0; i--) {
            graph.block("decoder." + (i + 1));
            int skip = skips.get(i);
            int c = graph.channels(skip);
            int up = graph.transposedConv(
                    "up." + i + ".conv", x, c, plan.strides().get(i), true);
            x = residual("up." + i, graph.concat(List.of(up, skip)), i >= 2 ? 2 : 1, Layer.Role.FUSION);
            if (i == 0) {
                x = blocks.append("out", x, plan.classes(), Size3.cube(1), Layer.Role.FUSION);
            }
            graph.block("head." + (i + 1));
            heads.addFirst(graph.head("heads." + i, x, plan.classes(), true));
        }
        return graph.build(heads);
    }

    private List<Integer> down() {
        List<Integer> skips = new ArrayList<>();
        graph.block("encoder.1");
        int input = graph.input(plan.inputChannels());
        int first = plan.channels().getFirst();
        int x = blocks.append("down.0.convs.0", input, first, Size3.cube(1), Layer.Role.BACKBONE);
        if (first % plan.inputChannels() == 0) {
            int repeated = graph.concat(Collections.nCopies(first / plan.inputChannels(), input));
            x = graph.add(List.of(x, repeated));
        }
        skips.add(x);
        for (int i = 1; i < levels; i++) {
            graph.block("encoder." + (i + 1));
            Size3 stride = plan.strides().get(i - 1);
            x = blocks.append("down." + i, x, plan.channels().get(i), stride, stride, Layer.Role.BACKBONE);
            x = residual("down." + i, x, i == levels - 1 ? 2 : i, Layer.Role.BACKBONE);
            skips.add(x);
        }
        return skips;
    }

    /** Some convolution blocks and the sum with what went in. */
    private int residual(String name, int input, int count, Layer.Role role) {
        int x = input;
        for (int block = 0; block < count; block++) {
            x = blocks.append(name + ".convs." + block, x, graph.channels(input), Size3.cube(1), role);
        }
        return graph.add(List.of(x, input));
    }
}
