package org.e2enet.standalone.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.e2enet.contract.plan.Plan;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldTakeAPlanWithoutSparsityForADenseOne() throws IOException {
        Plan plan = read("\"classes\": 2");

        assertEquals(0, plan.sparsity());
    }

    @Test
    void shouldNotTakeAPlanWithoutClasses() {
        FaultException refusal = assertThrows(FaultException.class, () -> read("\"sparsity\": 0.5"));

        assertEquals("CLI-302", refusal.fault().code());
    }

    private Plan read(String field) throws IOException {
        Path file = folder.resolve("plan.json");
        Files.writeString(file, """
                {"architecture": "nnunet", "inputChannels": 1, "channels": [4, 8], "strides": [[2, 2, 2]], %s}""".formatted(field));
        return PlanFile.read(file, Plan.class);
    }
}
