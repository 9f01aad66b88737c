package org.e2enet.pacs.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.pacs.archive.SeriesUids;
import org.e2enet.pacs.routing.Match;
import org.e2enet.pacs.routing.Route;
import org.e2enet.pacs.vault.Vault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasesTest {
    private static final Route ROUTE =
            new Route("r", new Match(null, null, null, null, null, null, null, null, null), null, "d", "a", null, null);

    @TempDir
    private Path folder;

    private Cases cases;

    @BeforeEach
    void open() {
        cases = new Cases(new Vault(folder.resolve("vault"), folder.resolve("key")));
    }

    /** It runs for years, beside uploads that are none of its business. */
    @Test
    void shouldRememberNothingOfScansOfOthersNorOfCasesThatAreGone() {
        for (int scan = 0; scan < 20; scan++) {
            cases.predicted(prediction("of-others-" + scan));
        }
        assertEquals(0, cases.remembered());

        handedOver("one");
        handedOver("same-pixels");
        assertEquals(1, cases.remembered());
        cases.predicted(prediction("scan"));
        assertEquals(
                List.of("one", "same-pixels"),
                cases.predictedAs("p-scan").stream().map(SeriesCase::key).toList());
        assertEquals(1, cases.remembered(), "none waits, both have the prediction");

        cases.remove("one");
        assertEquals(
                List.of("same-pixels"),
                cases.predictedAs("p-scan").stream().map(SeriesCase::key).toList());
        cases.remove("same-pixels");
        assertEquals(0, cases.remembered());
    }

    private void handedOver(String key) {
        cases.put(SeriesCase.handedOver(key, "main", new SeriesUids("1.2", "1.3"), "0", 1, ROUTE, "scan", List.of()));
    }

    static PredictionCompleted prediction(String scanId) {
        return new PredictionCompleted(
                "p-" + scanId,
                scanId,
                "d",
                "model-1",
                "a",
                new ObjectRef("store:objects/00/" + "0".repeat(62), "0".repeat(64), 1, "application/gzip"),
                new PredictionCompleted.Provenance(
                        "0".repeat(64),
                        "0".repeat(64),
                        "fake",
                        Map.of("e2enet", "0.2.0"),
                        1,
                        new HashMap<>(),
                        -1,
                        List.of()));
    }
}
