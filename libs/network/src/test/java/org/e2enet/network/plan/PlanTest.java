package org.e2enet.network.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.e2enet.faults.FaultException;
import org.e2enet.network.Size3;
import org.junit.jupiter.api.Test;

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
}
