package org.e2enet.network.costs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The paper's cost tables (spec §5), every row to 0.001 M and 0.005 G. */
class CostTableTest {
    /** The released code's density 0.2 on the fusion convolutions of 48 channels: x^{j,1}, whose names are loc{5-j}.{j-1}. */
    private static final Map<String, Double> DENSITY_OF_48 =
            Map.of("loc0.4.", 0.2, "loc1.3.", 0.2, "loc2.2.", 0.2, "loc3.1.", 0.2, "loc4.0.", 0.2);

    private static final Plan AMOS = Presets.named("paper");

    @ParameterizedTest
    @CsvSource({"0, 23.899, 3069.548, 2025.472", "0.8, 9.445, 778.742, 569.874", "0.9, 7.639, 492.285, 387.851"})
    void shouldCountAmos(double sparsity, double paramsM, double flopsG, double executedG) {
        Costs costs = CostCounter.of(AMOS.withSparsity(sparsity));

        assertCosts(paramsM, flopsG, costs);
        assertEquals(executedG, costs.flopsExecuted() / 1e9, 0.005);
        assertEquals(23.899, costs.paramsTotal() / 1e6, 0.001);
    }

    @Test
    void shouldCountTheReleasedCodesForcedDensity() {
        Plan forced = AMOS.withSparsity(0.7).withDensityOverrides(DENSITY_OF_48);

        assertCosts(11.229, 969.321, CostCounter.of(forced));
        assertEquals(656.151, CostCounter.of(forced).flopsExecuted() / 1e9, 0.005);
        assertEquals(751.655, CostCounter.of(AMOS.withSparsity(0.7)).flopsExecuted() / 1e9, 0.005);
    }

    @ParameterizedTest
    @CsvSource({"0, 52.543, 4511.569", "0.7, 27.971, 1778.553"})
    void shouldCountFullKernelsInBackboneAndLastNodes(double sparsity, double paramsM, double flopsG) {
        assertCosts(
                paramsM, flopsG, CostCounter.of(Presets.named("e2enet-3x3x3").withSparsity(sparsity)));
    }

    @ParameterizedTest
    @CsvSource({"0, 23.893, 3071.781", "0.7, 11.245, 1067.058", "0.8, 9.439, 780.975", "0.9, 7.632, 494.518"})
    void shouldCountBrats(double sparsity, double paramsM, double flopsG) {
        assertCosts(paramsM, flopsG, CostCounter.of(AMOS.withEnds(4, 4).withSparsity(sparsity)));
    }

    @Test
    void shouldCountBtcv() {
        assertCosts(
                11.251,
                448.998,
                CostCounter.of(AMOS.withEnds(1, 14).withPatch(Size3.cube(96)).withSparsity(0.7)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nnunet", "nnunet-v1"})
    void shouldCountNnunetForAmosAndBrats(String preset) {
        assertCosts(31.206, 1067.889, CostCounter.of(Presets.named(preset)));
        assertCosts(31.199, 1076.618, CostCounter.of(Presets.named(preset).withEnds(4, 4)));
    }

    @Test
    void shouldCountNnunetAsPlannedForAnisotropicSpacing() {
        Plan nnunet = Presets.named("nnunet-v1");
        Size3 inPlane = new Size3(1, 2, 2);
        Size3 all = Size3.cube(2);
        Plan planned = nnunet.withLevels(nnunet.channels(), List.of(inPlane, all, all, all, inPlane))
                .withKernelOverrides(Map.of("conv_blocks_context.0.", new Size3(1, 3, 3)));

        assertEquals(30.769, CostCounter.of(planned, Size3.cube(128)).paramsTotal() / 1e6, 0.001);
    }

    @Test
    void shouldCountTheScaledNetworksOfTable8() {
        assertCosts(12.962, 755.793, CostCounter.of(Presets.named("nnunet-minus")));
    }

    @Test
    void shouldCountATopologyAsItsPlan() {
        Graph graph = Architectures.graph(AMOS);
        Topology topology = TopologyStart.random(graph, AMOS, 1);

        assertEquals(CostCounter.of(AMOS), CostCounter.of(graph, topology, AMOS.patch()));
        assertEquals(
                CostCounter.of(AMOS).flopsPaper(),
                CostCounter.byBlock(graph, topology, AMOS.patch()).stream()
                        .mapToLong(GroupCosts::flopsPaper)
                        .sum());
    }

    @Test
    void shouldNameItsGroups() {
        assertEquals(
                List.of("backbone", "up", "fusion", "head"),
                CostCounter.of(AMOS).groups().stream().map(GroupCosts::name).toList());
    }

    private static void assertCosts(double paramsM, double flopsG, Costs costs) {
        assertEquals(paramsM, costs.paramsActive() / 1e6, 0.001, "params");
        assertEquals(flopsG, costs.flopsPaper() / 1e9, 0.005, "FLOPs");
    }
}
