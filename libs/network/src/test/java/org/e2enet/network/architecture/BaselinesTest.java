package org.e2enet.network.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.contract.plan.ShiftPlan;
import org.e2enet.faults.FaultException;
import org.e2enet.network.costs.CostCounter;
import org.e2enet.network.costs.Costs;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Layer;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.ConnectionDirections;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselinesTest {
    @Test
    void shouldNameParametersAsNnunetVersion2() {
        Set<String> names = names(Architectures.graph(Presets.named("nnunet")));

        assertEquals(
                Set.of(),
                Set.of(
                                "encoder.stages.0.0.convs.0.conv.weight",
                                "encoder.stages.5.0.convs.1.norm.bias",
                                "decoder.stages.4.convs.1.conv.bias",
                                "decoder.transpconvs.0.weight",
                                "decoder.transpconvs.0.bias",
                                "decoder.seg_layers.4.weight",
                                "decoder.seg_layers.4.bias")
                        .stream()
                        .filter(name -> !names.contains(name))
                        .collect(Collectors.toSet()));
        // 22 convolution blocks of 4 tensors, 5 transposed convolutions and 5 heads of 2
        assertEquals(22 * 4 + 5 * 2 + 5 * 2, names.size());
    }

    @Test
    void shouldNameParametersAsNnunetVersion1() {
        Set<String> names = names(Architectures.graph(Presets.named("nnunet-v1")));

        assertTrue(names.containsAll(Set.of(
                "conv_blocks_context.0.blocks.1.instnorm.weight",
                "conv_blocks_context.5.1.blocks.0.conv.weight",
                "conv_blocks_localization.4.1.blocks.0.conv.bias",
                "tu.0.weight",
                "seg_outputs.4.weight")));
        assertEquals(22 * 4 + 5 + 5, names.size());
    }

    @Test
    void shouldHoldAsManyWeightsAsThePapersVNet() {
        assertEquals(45.65, CostCounter.of(Presets.named("vnet")).paramsTotal() / 1e6, 0.02);
    }

    @Test
    void shouldFillTheSkipConnectionsOfUNetPlusPlus() {
        Graph graph = Architectures.graph(Presets.named("unetpp"));
        Parameter last = graph.parameters().stream()
                .filter(parameter -> parameter.name().equals("nodes.5.0.convs.0.conv.weight"))
                .findFirst()
                .orElseThrow();

        // five nodes of its own level and one upsampled, 32 channels each
        assertEquals(List.of(32, 6 * 32, 3, 3, 3), last.shape());
        assertEquals(5, graph.outputs().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"paper", "nnunet", "nnunet-v1", "unetpp", "vnet"})
    void shouldTakeSparseFusionAndShiftAsOptions(String preset) {
        Plan dense = Presets.named(preset).withSparsity(0);
        Plan sparse = dense.withSparsity(0.8)
                .withKernel(new Size3(1, 3, 3))
                .withShift(new ShiftPlan(Axis.DEPTH, List.of(-2, -1, 0, 1, 2), false));
        Graph graph = Architectures.graph(sparse);

        Topology topology = TopologyStart.random(graph, sparse, 1);
        Costs costs = CostCounter.of(graph, topology, sparse.patch());

        assertEquals(CostCounter.of(sparse), costs);
        assertTrue(costs.flopsPaper() < CostCounter.of(dense).flopsPaper() / 2);
        assertEquals(graph.maskableParameters().size(), topology.masks().size());
        assertTrue(graph.nodes().stream().anyMatch(node -> node.layer() instanceof Layer.Shift));
        new ConnectionDirections(graph)
                .proportions(topology)
                .values()
                .forEach(shares -> assertEquals(1, shares.forward() + shares.upward() + shares.downward(), 1e-12));
    }

    @Test
    void shouldNotShiftBeforeKernelsThatLookAlongTheAxisThemselves() {
        Plan plan = Presets.named("e2enet-3x3x3");
        Graph graph = Architectures.graph(plan);

        graph.nodes().stream()
                .filter(node -> node.layer() instanceof Layer.Conv conv && conv.role() != Layer.Role.HEAD)
                .forEach(node -> {
                    Layer.Conv conv = (Layer.Conv) node.layer();
                    boolean shifted = graph.node(node.inputs().getFirst()).layer() instanceof Layer.Shift;
                    assertEquals(
                            conv.kernel().depth() == 1, shifted, conv.weight().name());
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet", "", "E2ENet"})
    void shouldNameTheArchitecturesWhenOneIsNotKnown(String name) {
        Plan plan = Presets.named("paper");
        Plan unknown = PlanBuilder.builder()
                .architecture(name)
                .inputChannels(1)
                .classes(2)
                .channels(plan.channels())
                .strides(plan.strides())
                .patch(plan.patch())
                .build();

        FaultException refused = assertThrows(FaultException.class, () -> Architectures.graph(unknown));

        assertEquals("NET-102", refused.fault().code());
        assertTrue(refused.fault().mend().contains("[e2enet, nnunet, nnunet-v1, unetpp, vnet]"));
    }

    @Test
    void shouldNameThePresetsWhenOneIsNotKnown() {
        assertEquals(
                "NET-103",
                assertThrows(FaultException.class, () -> Presets.named("x"))
                        .fault()
                        .code());
    }

    private static Set<String> names(Graph graph) {
        return graph.parameters().stream().map(Parameter::name).collect(Collectors.toSet());
    }
}
