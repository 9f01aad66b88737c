package org.e2enet.network.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.e2enet.contract.Axis;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.costs.CostCounter;
import org.e2enet.network.costs.Costs;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the paper's ablations (Tables 3, 4 and 8) is a few lines of plan, and costs what the paper says. */
class AblationsTest {
    private static final String AMOS = """
            {"architecture": "e2enet", "inputChannels": 1, "classes": 16, "channels": [48, 96, 192, 320, 320, 320],
             "strides": [[2,2,2],[2,2,2],[2,2,2],[2,2,2],[2,2,2]], "patch": [128,128,128]}""";

    /** The released code's density on the convolutions of 48 channels, which its AMOS rows have. */
    private static final String FORCED =
            "\"densityOverrides\": {\"loc0.4.\": 0.2, \"loc1.3.\": 0.2, \"loc2.2.\": 0.2, \"loc3.1.\": 0.2, \"loc4.0.\": 0.2}";

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "sparsity": 0                                                                               | 23.90 | 3069.55
            "sparsity": 0, "shift": {"offsets": []}                                                     | 23.90 | 3069.55
            "sparsity": 0.7, FORCED, "shift": {"axis": "depth", "offsets": [-1,0,1]}                    | 11.23 | 969.32
            "sparsity": 0.7, FORCED, "shift": {"offsets": []}                                           | 11.23 | 969.32
            "sparsity": 0.7, FORCED, "shift": {"offsets": [-2,0,2]}                                     | 11.23 | 969.32
            "sparsity": 0.7, FORCED, "shift": {"offsets": [-3,0,3]}                                     | 11.23 | 969.32
            "sparsity": 0.7, FORCED, "shift": {"offsets": [-7,0,7]}                                     | 11.23 | 969.32
            "sparsity": 0.7, FORCED, "shift": {"offsets": [-2,-1,0,1,2], "input": true}                 | 11.23 | 969.32
            "sparsity": 0, "kernelOverrides": {"conv_blocks_context": [3,3,3], "loc0": [3,3,3]}         | 52.54 | 4511.57
            "sparsity": 0.7, "kernelOverrides": {"conv_blocks_context": [3,3,3], "loc0": [3,3,3]}       | 27.97 | 1778.55
            BRATS, "sparsity": 0, "shift": {"offsets": []}                                              | 23.89 | 3071.78
            BRATS, "sparsity": 0.7                                                                      | 11.24 | 1067.06
            BRATS, "sparsity": 0.7, "kernel": [3,1,3], "shift": {"offsets": []}                         | 11.24 | 1067.06
            BRATS, "sparsity": 0.7, "kernel": [3,3,1], "shift": {"offsets": []}                         | 11.24 | 1067.06
            BRATS, "sparsity": 0.7, "kernel": [3,1,3], "shift": {"axis": "height", "offsets": [-1,0,1]} | 11.24 | 1067.06
            BRATS, "sparsity": 0.7, "kernel": [3,3,1], "shift": {"axis": "width", "offsets": [-1,0,1]}  | 11.24 | 1067.06
            """)
    void shouldCostWhatTheTableSays(String lines, double paramsM, double flopsG) throws IOException {
        Plan plan = plan(lines.replace("FORCED", FORCED).replace("BRATS", "\"inputChannels\": 4, \"classes\": 4"));

        Costs costs = CostCounter.of(plan);

        // The paper prints two decimals and cuts some of them off.
        assertEquals(paramsM, costs.paramsActive() / 1e6, 0.01);
        assertEquals(flopsG, costs.flopsPaper() / 1e9, 0.005);
        assertEquals(plan, json.readValue(json.writeValueAsString(plan), Plan.class));
    }

    @Test
    void shouldScaleUpAsTable8() {
        assertEquals(1119.17, CostCounter.of(Presets.named("e2enet-plus")).flopsPaper() / 1e9, 0.005);
    }

    @ParameterizedTest
    @CsvSource({"'[3,1,3]', HEIGHT", "'[3,3,1]', WIDTH", "'[1,3,3]', DEPTH"})
    void shouldShiftAlongTheAxisTheKernelDoesNotSee(String kernel, Axis axis) throws IOException {
        Graph graph = Architectures.graph(plan(
                "\"kernel\": " + kernel + ", \"shift\": {\"axis\": \"" + axis.json() + "\", \"offsets\": [-1,0,1]}"));

        long shifts = graph.nodes().stream()
                .filter(node -> node.layer() instanceof Layer.Shift shift && shift.axis() == axis)
                .count();

        // 12 of the backbone but the first, 15 fusion nodes, 5 second blocks
        assertEquals(11 + 15 + 5, shifts);
    }

    @Test
    void shouldHaveNoShiftWhenItIsOff() throws IOException {
        assertTrue(Architectures.graph(plan("\"shift\": {\"offsets\": []}")).nodes().stream()
                .noneMatch(node -> node.layer() instanceof Layer.Shift));
    }

    private Plan plan(String lines) throws IOException {
        ObjectNode plan = (ObjectNode) json.readTree(AMOS);
        plan.setAll((ObjectNode) json.readTree("{" + lines + "}"));
        return json.treeToValue(plan, Plan.class);
    }
}
