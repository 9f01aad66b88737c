package org.e2enet.benchmarks.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.benchmarks.MeasuredNetwork;
import org.e2enet.faults.FaultException;
import org.e2enet.sparse.training.StepPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepBenchmarkTest {
    private static final List<MeasuredNetwork> BOTH = List.of(MeasuredNetwork.E2ENET, MeasuredNetwork.NNUNET);

    @Test
    void shouldTakeTurnsBetweenNetworksAndEngines() {
        List<String> progress = new ArrayList<>();

        StepReport report =
                new StepBenchmark(settings(3, 0, 3600, List.of(MeasuredEngine.values())), progress::add).run();

        assertEquals(
                List.of("e2enet/sparse", "e2enet/torch", "nnunet/sparse", "nnunet/torch"),
                report.cases().stream()
                        .map(one -> one.network() + "/" + one.engine())
                        .toList());
        assertTrue(progress.getLast().startsWith("step 3, seconds: e2enet/sparse"), progress::toString);
        assertEquals(1, report.cases().getFirst().ofFirst());
        for (StepCase one : report.cases()) {
            assertEquals(3, one.steps());
            assertEquals(one.seconds() / report.cases().getFirst().seconds(), one.ofFirst(), 1e-12);
            assertTrue(one.seconds() > 0 && one.cpuSeconds() > 0, one::toString);
            assertEquals(one.network().equals("e2enet") ? 0.5 : 0, one.sparsity());
        }
    }

    @Test
    void shouldBeginNoFurtherRoundAfterItsTime() {
        StepReport report = new StepBenchmark(settings(1000, 1, 1, List.of(MeasuredEngine.SPARSE)), _ -> {}).run();

        report.cases().forEach(one -> assertEquals(1, one.steps(), "warming up takes longer than a second"));
    }

    @Test
    void shouldSayWhereTheTimeOfAStepGoes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        StepTable.print(
                settings(2, 0, 3600, List.of(MeasuredEngine.SPARSE)),
                new PrintStream(out, true, StandardCharsets.UTF_8));

        String table = out.toString(StandardCharsets.UTF_8);
        assertTrue(table.contains("f4x1 weights") && table.contains("optimizer"), table);
        for (StepPart part : StepPart.values()) {
            assertTrue(
                    table.lines().filter(line -> line.startsWith(part.word())).count() > BOTH.size(), table);
        }
    }

    private static StepSettings settings(int steps, int warmUpSeconds, int seconds, List<MeasuredEngine> engines) {
        return new StepSettings(16, 1, 0.5, BOTH, engines, List.of(8, 16, 16), steps, warmUpSeconds, seconds, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0.8, 3, 100, 1, TRA-302",
        "32, 0, 0.8, 3, 100, 1, TRA-302",
        "32, 1, 0.8, 0, 100, 1, TRA-302",
        "32, 1, 0.8, 3, 0, 1, TRA-302",
        "32, 1, 0.8, 3, 100, 0, TRA-302",
        "32, 1, 1.0, 3, 100, 1, NET-",
        "30, 1, 0.8, 3, 100, 1, NET-"
    })
    void shouldNameASettingThatCannotBe(
            int patch, int batch, double sparsity, int steps, int seconds, int threads, String code) {
        FaultException thrown = assertThrows(
                FaultException.class,
                () -> new StepSettings(
                        patch,
                        batch,
                        sparsity,
                        BOTH,
                        List.of(MeasuredEngine.SPARSE),
                        List.of(4, 8, 8),
                        steps,
                        0,
                        seconds,
                        threads));

        assertTrue(thrown.getMessage().contains(code), thrown::getMessage);
    }

    @Test
    void shouldNameTheEnginesThereAre() {
        FaultException thrown = assertThrows(FaultException.class, () -> MeasuredEngine.of("tensorflow"));

        assertTrue(
                thrown.getMessage().contains("TRA-301") && thrown.getMessage().contains("torch"), thrown::getMessage);
    }
}
