package org.e2enet.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.faults.FaultException;
import org.e2enet.torch.runtime.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingBenchmarkTest {
    private static final List<MeasuredNetwork> BOTH = List.of(MeasuredNetwork.E2ENET, MeasuredNetwork.NNUNET);

    private static final List<Precision> FLOAT32 = List.of(Precision.FLOAT32);

    @Test
    void shouldMeasureBothNetworksBesideTheirBareLoops() {
        List<String> progress = new ArrayList<>();
        TrainingSettings settings = new TrainingSettings(16, 2, 0.5, BOTH, FLOAT32, List.of(4, 8, 8), 5, 2, 1);

        TrainingReport report = new TrainingBenchmark(settings, progress::add).run();

        assertEquals(List.of("e2enet", "nnunet"), networks(report));
        assertEquals(5, report.steps());
        assertEquals(2 * (2 + 5), progress.size(), progress::toString);
        assertEquals("nnunet: step 7 of 7", progress.getLast());
        TrainingComparison e2enet = report.cases().getFirst();
        assertEquals(0.5, e2enet.sparsity());
        assertEquals(2, e2enet.topologyUpdates(), "steps 4 and 6 of 8; step 2 warms up");
        assertEquals(0, report.cases().getLast().sparsity());
        assertEquals(0, report.cases().getLast().topologyUpdates(), "nnU-Net is dense");
        report.cases().forEach(TrainingBenchmarkTest::check);
    }

    @Test
    void shouldMeasureBf16BesideFloat32() {
        TrainingSettings settings = new TrainingSettings(
                16,
                1,
                0.5,
                List.of(MeasuredNetwork.E2ENET),
                List.of(Precision.FLOAT32, Precision.BF16),
                List.of(4, 8, 8),
                2,
                0,
                1);

        List<TrainingComparison> cases =
                new TrainingBenchmark(settings, _ -> {}).run().cases();

        assertEquals(
                List.of(Precision.FLOAT32, Precision.BF16),
                cases.stream().map(TrainingComparison::compute).toList());
        cases.forEach(TrainingBenchmarkTest::check);
    }

    @Test
    void shouldTellTheMemoryEveryHundredSteps() {
        TrainingSettings settings =
                new TrainingSettings(8, 1, 0.5, List.of(MeasuredNetwork.NNUNET), FLOAT32, List.of(2, 2), 205, 0, 1);

        TrainingComparison one =
                new TrainingBenchmark(settings, _ -> {}).run().cases().getFirst();

        assertEquals(
                List.of(100, 200), one.memory().stream().map(MemoryUse::step).toList());
        one.memory().forEach(use -> {
            assertTrue(use.residentMiB() > use.nativeMiB() || use.residentMiB() == -1, use::toString);
            assertTrue(use.nativeMiB() > 0 || use.nativeMiB() == -1, use::toString);
        });
    }

    private static List<String> networks(TrainingReport report) {
        return report.cases().stream().map(TrainingComparison::network).toList();
    }

    private static void check(TrainingComparison one) {
        assertTrue(one.seconds() > 0 && one.bareSeconds() > 0 && one.dataSeconds() > 0, one::toString);
        assertEquals(100 * (one.seconds() / one.bareSeconds() - 1), one.overheadPercent(), 1e-9);
        assertTrue(Double.isFinite(one.meanOverheadPercent()), one::toString);
        // The kernel counts pages per processor and adds up now and then, so the two need not fit to the last of them.
        assertTrue(one.peakMiB() >= 0.9 * one.lastStepMiB() || one.peakMiB() == -1, one::toString);
        assertEquals(one.firstStepMiB() > 0, one.lastStepMiB() > 0, one::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0.8, 3, 100, 1, TRA-302",
        "1, 1, 0.8, 3, 100, 1, TRA-302",
        "32, 0, 0.8, 3, 100, 1, TRA-302",
        "32, 1, 0.8, 0, 100, 1, TRA-302",
        "32, 1, 0.8, 3, -1, 1, TRA-302",
        "32, 1, 0.8, 3, 100, -2, TRA-302",
        "32, 1, 1.0, 3, 100, 1, NET-",
        "30, 1, 0.8, 3, 100, 1, NET-"
    })
    void shouldNameASettingThatCannotBe(
            int patch, int batch, double sparsity, int steps, int updateEvery, int threads, String code) {
        FaultException thrown = assertThrows(
                FaultException.class,
                () -> new TrainingSettings(
                        patch, batch, sparsity, BOTH, FLOAT32, List.of(4, 8, 8), steps, updateEvery, threads));

        assertTrue(thrown.getMessage().contains(code), thrown::getMessage);
    }

    @Test
    void shouldNameTheNetworksThereAre() {
        FaultException thrown = assertThrows(FaultException.class, () -> MeasuredNetwork.of("vnet"));

        assertTrue(
                thrown.getMessage().contains("TRA-301") && thrown.getMessage().contains("nnunet"));
    }
}
