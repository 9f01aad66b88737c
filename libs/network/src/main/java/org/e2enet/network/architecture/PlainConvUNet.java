package org.e2enet.network.architecture;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.GraphBuilder;
import org.e2enet.network.graph.Layer;

/**
 * nnU-Net's U-Net: two convolution blocks per level on the way down (the first of a level strided) and two on the way up
 * after concatenating the upsampled tensor with the skip connection; a head on every level of the decoder. Decoder
 * convolutions and upsampling are maskable.
 */
final class PlainConvUNet {
    private static final int BLOCKS = 2;

    private final Plan plan;
    private final UNetNames names;
    private final GraphBuilder graph = new GraphBuilder();
    private final ConvBlocks blocks;

    private PlainConvUNet(Plan plan, UNetNames names) {
        this.plan = plan;
        this.names = names;
        this.blocks = new ConvBlocks(graph, plan, names.norm());
    }

    static Graph v1(Plan plan) {
        return new PlainConvUNet(plan, UNetNames.V1).build();
    }

    static Graph v2(Plan plan) {
        return new PlainConvUNet(plan, UNetNames.V2).build();
    }

    private Graph build() {
        List<Integer> skips = encoder();
        List<Integer> heads = new ArrayList<>();
        int x = skips.getLast();
        for (int s = 0; s < plan.levels() - 1; s++) {
            int level = plan.levels() - 2 - s;
            int c = plan.channels().get(level);
            graph.block("decoder." + (level + 1));
            int up = graph.transposedConv(names.up(s), x, c, plan.strides().get(level), names.biases(), true);
            x = graph.concat(List.of(up, skips.get(level)));
            for (int block = 0; block < BLOCKS; block++) {
                x = blocks.append(names.decoder(s, block), x, c, Size3.cube(1), Layer.Role.FUSION);
            }
            graph.block("head." + (level + 1));
            heads.addFirst(graph.head(names.head(s), x, plan.classes(), names.biases()));
        }
        return graph.build(heads);
    }

    private List<Integer> encoder() {
        List<Integer> skips = new ArrayList<>();
        int x = graph.input(plan.inputChannels());
        for (int level = 0; level < plan.levels(); level++) {
            graph.block("encoder." + (level + 1));
            for (int block = 0; block < BLOCKS; block++) {
                Size3 stride = level > 0 && block == 0 ? plan.strides().get(level - 1) : Size3.cube(1);
                String name = names.encoder(level, block, plan.levels());
                x = blocks.append(name, x, plan.channels().get(level), stride, Layer.Role.BACKBONE);
            }
            skips.add(x);
        }
        return skips;
    }
}
