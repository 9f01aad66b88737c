package org.e2enet.standalone.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Optional;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.datasets.CaseFiles;
import org.e2enet.standalone.datasets.DatasetFolder;
import org.e2enet.standalone.report.SegmentedScan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoReportWriterTest {
    private static final Path SAMPLES = Path.of("..", "samples", "hemispheres");

    @TempDir
    private Path folder;

    private final DatasetFolder samples = DatasetFolder.read(SAMPLES, Optional.empty());

    @Test
    void shouldTurnTheHeldOutScanTheCanonicalWayRound() {
        CaseFiles heldOut = only(false);

        SegmentedScan scan =
                new DemoReportWriter(folder, heldOut, heldOut.labels().orElseThrow()).scan();

        assertArrayEquals(new int[] {30, 72, 60}, scan.sizes());
        assertArrayEquals(scan.truth(), scan.prediction());
        // The cerebellum (8) lies at the back and at the bottom, the frontal lobe (1) at the front.
        assertEquals(8, labelMostOften(scan, 0, 36, 0, 20));
        assertEquals(1, labelMostOften(scan, 45, 72, 30, 60));
    }

    @Test
    void shouldRefuseASegmentationThatLiesElsewhere() {
        Path otherGrid = only(true).labels().orElseThrow();

        FaultException failure =
                assertThrows(FaultException.class, () -> new DemoReportWriter(folder, only(false), otherGrid).scan());

        assertEquals("CLI-504", failure.fault().code());
    }

    private CaseFiles only(boolean training) {
        return samples.cases().stream()
                .filter(files -> files.training() == training)
                .findFirst()
                .orElseThrow();
    }

    private static int labelMostOften(SegmentedScan scan, int fromY, int toY, int fromZ, int toZ) {
        int[] counts = new int[9];
        for (int z = fromZ; z < toZ; z++) {
            for (int y = fromY; y < toY; y++) {
                for (int x = 0; x < scan.sizes()[0]; x++) {
                    counts[scan.truth()[(z * scan.sizes()[1] + y) * scan.sizes()[0] + x]]++;
                }
            }
        }
        int best = 1;
        for (int label = 2; label < counts.length; label++) {
            best = counts[label] > counts[best] ? label : best;
        }
        return best;
    }
}
