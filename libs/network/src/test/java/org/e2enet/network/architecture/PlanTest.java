package org.e2enet.network.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.ShiftPlan;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void shouldReadThePlanFileOfTheDocumentation() throws Exception {
        Plan plan = json.readValue("""
                {"architecture": "e2enet", "inputChannels": 1, "classes": 4, "channels": [48, 96, 192, 320, 320, 320],
                 "strides": [[2,2,2],[2,2,2],[2,2,2],[2,2,2],[2,2,2]], "kernel": [1,3,3],
                 "shift": {"axis": "depth", "offsets": [-1,0,1], "input": false}, "sparsity": 0.8,
                 "patch": [128,128,128], "spacingMm": [1.0,1.0,1.0], "normalization": ["ct"]}""", Plan.class);

        assertEquals(Size3.cube(32), plan.divisor());
        assertEquals(plan, json.readValue(json.writeValueAsString(plan), Plan.class));
    }

    @Test
    void shouldNameAPatchThatTheStridesDoNotDivide() {
        FaultException refused =
                assertThrows(FaultException.class, () -> Presets.paper(1, 4, new Size3(128, 128, 100), 0.8));

        assertEquals("NET-101", refused.fault().code());
        assertEquals("plan.patch", refused.fault().where());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NET-101 | plan.architecture          | {"architecture": null}
            NET-101 | plan.channels              | {"channels": null}
            NET-101 | plan.strides               | {"strides": null}
            NET-101 | plan.inputChannels         | {"inputChannels": 0}
            NET-101 | plan.classes               | {"classes": 1}
            NET-101 | plan.channels              | {"channels": [8, 2000000000]}
            NET-101 | plan.channels              | {"channels": [8]}
            NET-101 | plan.strides               | {"strides": [[2,2,2],[2,2,2]]}
            NET-101 | plan.strides               | {"strides": [[1000000,1,1]]}
            NET-101 | plan.kernel                | {"kernel": [1,2,3]}
            NET-101 | plan.kernelOverrides.loc0. | {"kernelOverrides": {"loc0.": [1,2,3]}}
            NET-101 | plan.shift.offsets         | {"shift": {"axis": "depth"}}
            NET-101 | plan.sparsity              | {"sparsity": 1}
            NET-101 | plan.sparsity              | {"sparsity": -0.1}
            NET-101 | plan.densityOverrides.up0. | {"densityOverrides": {"up0.": 0}}
            NET-101 | plan.patch                 | {"patch": [31,32,32]}
            NET-101 | plan.patch                 | {"patch": [1048576,32,32]}
            NET-101 | plan.spacingMm             | {"spacingMm": [1,0,1]}
            NET-101 | plan.normalization         | {"normalization": ["ct", "ct"]}
            NET-101 | plan.normalization         | {"normalization": ["mri"]}
            NET-104 | conv_blocks_context.0.blocks.1.conv.weight | {"channels": [65536, 65536]}
            """)
    void shouldNameTheFieldThatCannotBe(String code, String where, String change) throws Exception {
        ObjectNode node = (ObjectNode) json.readTree("""
                {"architecture": "e2enet", "inputChannels": 1, "classes": 4, "channels": [8, 16],
                 "strides": [[2,2,2]], "patch": [32,32,32]}""");
        node.setAll((ObjectNode) json.readTree(change));

        Throwable refused =
                assertThrows(Exception.class, () -> Architectures.graph(json.treeToValue(node, Plan.class)));
        while (!(refused instanceof FaultException)) {
            refused = refused.getCause();
        }

        assertEquals(code, ((FaultException) refused).fault().code());
        assertEquals(where, ((FaultException) refused).fault().where());
    }

    @Test
    void shouldStartFromAModelWithOtherClassesAndPatchButNoOtherNetwork() {
        Plan start = Presets.paper(1, 4, Size3.cube(64), 0.8);

        start.withEnds(1, 16).withPatch(Size3.cube(128)).requireStart(start);

        assertEquals("plan.inputChannels", refusedField(start.withEnds(2, 4), start));
        assertEquals("plan.sparsity", refusedField(start.withSparsity(0.9), start));
        assertEquals("plan.shift", refusedField(start.withShift(ShiftPlan.OFF), start));
        assertEquals("plan.kernel", refusedField(start.withKernel(Size3.cube(3)), start));
        assertEquals("plan.architecture", refusedField(Presets.named("vnet"), start));
    }

    private static String refusedField(Plan plan, Plan start) {
        FaultException refused = assertThrows(FaultException.class, () -> plan.requireStart(start));
        assertEquals("NET-108", refused.fault().code());
        return refused.fault().where();
    }

    @Test
    void shouldTakeTheLongestPrefixThatOverrides() {
        Plan plan = Presets.named("paper")
                .withDensityOverrides(Map.of("loc", 0.5, "loc0.", 0.25))
                .withKernelOverrides(Map.of("loc0.", Size3.cube(3)));

        assertEquals(0.25, plan.densityOf("loc0.1.0.blocks.0.conv.weight"));
        assertEquals(0.5, plan.densityOf("loc1.1.0.blocks.0.conv.weight"));
        assertEquals(0.2, plan.densityOf("up0.0.weight"), 1e-12);
        assertEquals(Size3.cube(3), plan.kernelOf("loc0.1.0.blocks.0.conv"));
        assertEquals(new Size3(1, 3, 3), plan.kernelOf("loc1.1.0.blocks.0.conv"));
    }
}
