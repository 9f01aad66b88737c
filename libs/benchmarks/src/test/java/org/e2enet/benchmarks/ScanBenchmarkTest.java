package org.e2enet.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.e2enet.benchmarks.scan.ScanBenchmark;
import org.e2enet.benchmarks.scan.ScanReport;
import org.e2enet.benchmarks.scan.ScanSettings;
import org.e2enet.contract.Size3;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;

class ScanBenchmarkTest {
    @Test
    void shouldComeToTheClassesOfThePlainSums() {
        ScanReport report = new ScanBenchmark(new ScanSettings(new Size3(40, 33, 36), 9, 16, 3), _ -> {}).run();

        assertEquals(4 * 4 * 4, report.windows());
        assertEquals(3 * 33 * 36, report.checkedVoxels());
        assertEquals(0, report.undecidedVoxels(), "all classes are summed up");
        assertEquals(report.tiedVoxels(), report.differingVoxels(), report::toString);
        assertTrue(report.seconds().get("network") > 0, report::toString);
    }

    @Test
    void shouldNameScansThatCannotBe() {
        for (int[] wrong : new int[][] {{8, 9, 16, 0}, {40, 1, 16, 0}, {40, 9, 4, 0}, {40, 9, 16, 41}}) {
            FaultException thrown = assertThrows(
                    FaultException.class,
                    () -> new ScanSettings(new Size3(wrong[0], 40, 40), wrong[1], wrong[2], wrong[3]));
            assertEquals("SPA-204", thrown.fault().code());
        }
    }
}
