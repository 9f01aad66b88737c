package org.e2enet.network.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Layer;
import org.e2enet.network.graph.Parameter;
import org.junit.jupiter.api.Test;

class E2ENetTest {
    private final Graph graph = Architectures.graph(Presets.paper(1, 16, Size3.cube(128), 0.8));

    @Test
    void shouldHoldAsManyWeightsAsTheReleasedCode() {
        long weights =
                graph.parameters().stream().mapToLong(Parameter::elements).sum();
        long maskable = graph.maskableParameters().stream()
                .mapToLong(Parameter::elements)
                .sum();

        assertEquals(23_899_088, weights);
        assertEquals(18_067_200, maskable);
        assertEquals(35, graph.maskableParameters().size());
    }

    @Test
    void shouldConcatenateForwardUpwardDownward() {
        Layer.Conv middle = graph.nodes().stream()
                .map(node -> node.layer() instanceof Layer.Conv conv ? conv : null)
                .filter(conv -> conv != null && conv.weight().name().equals("loc3.0.0.blocks.0.conv.weight"))
                .findFirst()
                .orElseThrow();

        assertEquals(List.of(96, 240, 1, 3, 3), middle.weight().shape());
    }

    @Test
    void shouldPutHeadsOnTheFourFinestLevels() {
        assertEquals(
                List.of(Size3.cube(1), Size3.cube(2), Size3.cube(4), Size3.cube(8)),
                graph.outputs().stream().map(id -> graph.node(id).scale()).toList());
    }

    @Test
    void shouldNotShiftASingleInputChannelUnlessAsked() {
        assertTrue(graph.node(1).layer() instanceof Layer.Conv, "the first layer after the input is a convolution");
        assertTrue(graph.node(4).layer() instanceof Layer.Shift, "the second convolution is shifted");
    }
}
