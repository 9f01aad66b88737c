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
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.faults.FaultException;
import org.e2enet.network.architecture.Presets;
import org.junit.jupiter.api.Test;

class ScanBenchmarkTest {
    @Test
    void shouldComeToTheClassesOfThePlainSums() {
        ScanReport report =
                new ScanBenchmark(new ScanSettings(new Size3(40, 33, 36), 9, new Size3(16, 12, 20), 3), _ -> {}).run();

        assertEquals(4 * 5 * 3, report.windows());
        assertEquals(3 * 33 * 36, report.checkedVoxels());
        assertEquals(0, report.undecidedVoxels(), "all classes are summed up");
        assertEquals(report.tiedVoxels(), report.differingVoxels(), report::toString);
        assertTrue(report.seconds().get("network") > 0, report::toString);
    }

    @Test
    void shouldTakeAScanFromFileToFileByEachNetwork() {
        Plan plan = MeasuredNetwork.E2ENET.plan(32, 0.9, List.of()).withEnds(1, 3);
        List<Peer> peers = List.of(Peer.NNUNET_FLOAT32, Peer.NNUNET_SPARSE);

        FileScanReport report = new FileScanBenchmark(new Size3(40, 33, 36), plan, false, 1, peers, 2, _ -> {}).run();

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
    void shouldTakeAPlansNetworkWithItsPatchClassesAndSpacing() {
        Plan plan = Presets.e2enet(8, 16, 3, 2, 5, new Size3(16, 32, 24), 0.8)
                .withPreparation(Preparation.canonical(
                        new Spacing(3, 2, 2), List.of(ChannelNormalization.Z_SCORE, ChannelNormalization.Z_SCORE)));

        FileScanReport report = new FileScanBenchmark(
                        new Size3(24, 32, 24), plan, true, 1, List.of(Peer.NNUNET_SPARSE), 1, _ -> {})
                .run();

        assertEquals(new Size3(16, 32, 24), report.patch());
        assertEquals(5, report.classes());
        assertEquals(
                List.of("e2enet/sparse", "nnunet/sparse"),
                report.ways().stream().map(FileScanReport.Way::network).toList());
        assertEquals(
                List.of(2, 2),
                report.ways().stream().map(FileScanReport.Way::windows).toList());
    }

    @Test
    void shouldNameScansThatCannotBe() {
        for (int[] wrong : new int[][] {{8, 9, 16, 0}, {40, 1, 16, 0}, {40, 9, 4, 0}, {40, 9, 16, 41}}) {
            FaultException thrown = assertThrows(
                    FaultException.class,
                    () -> new ScanSettings(new Size3(wrong[0], 40, 40), wrong[1], Size3.cube(wrong[2]), wrong[3]));
            assertEquals("SPA-204", thrown.fault().code());
        }
    }
}
