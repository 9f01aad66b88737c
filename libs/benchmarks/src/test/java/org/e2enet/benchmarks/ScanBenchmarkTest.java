package org.e2enet.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.e2enet.benchmarks.scan.FileScanBenchmark;
import org.e2enet.benchmarks.scan.FileScanReport;
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
    void shouldTakeAScanFromFileToFileByEachNetwork() {
        ScanSettings settings = new ScanSettings(new Size3(40, 33, 36), 3, 32, 0);

        FileScanReport report = new FileScanBenchmark(
                        settings, 0.9, 1, List.of(Peer.NNUNET_FLOAT32, Peer.NNUNET_SPARSE), 2, _ -> {})
                .run();

        assertEquals(
                List.of("e2enet/sparse", "nnunet/torch-f32", "nnunet/sparse"),
                report.ways().stream().map(FileScanReport.Way::network).toList());
        for (FileScanReport.Way way : report.ways()) {
            assertEquals(8, way.windows(), way::network);
            assertTrue(way.seconds().get("network") > 0 && way.seconds().get("write") > 0, way::toString);
            assertTrue(way.outsideShare() > 0 && way.outsideShare() < 1, way::toString);
            assertTrue(way.outsideCpuShare() >= way.measureCpuShare() && way.outsideCpuShare() < 1, way::toString);
        }
        assertTrue(report.fileBytes() > 0);
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
