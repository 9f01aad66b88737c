package org.e2enet.pacs.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.faults.Fault;
import org.e2enet.pacs.archive.SeriesUids;
import org.e2enet.pacs.routing.Match;
import org.e2enet.pacs.routing.Route;
import org.e2enet.pacs.vault.Outlines;
import org.e2enet.pacs.vault.Vault;
import org.e2enet.store.FileStore;
import org.e2enet.testkit.MadeSeries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Instant NOW = Instant.now();
    private static final Duration DAY = Duration.ofDays(1);
    private static final Route ROUTE =
            new Route("r", new Match(null, null, null, null, null, null, null, null, null), null, "d", "a", null, null);

    @TempDir
    private Path folder;

    private Path root;
    private Cases cases;
    private Outlines outlines;

    @BeforeEach
    void open() {
        root = folder.resolve("vault");
        Vault vault = new Vault(root, folder.resolve("key"));
        cases = new Cases(vault);
        outlines = new Outlines(vault);
    }

    @Test
    void shouldRemoveWhatEndedBeforeAndKeepWhatIsUnderWayOrRecent() throws IOException {
        refused("a-refused-old", NOW.minus(DAY.multipliedBy(2)));
        refused("b-refused-new", NOW.minus(Duration.ofHours(1)));
        handedOver("c-under-way-old", NOW.minus(DAY.multipliedBy(2)));

        List<String> gone = Retention.removeEnded(cases, outlines, NOW, DAY);

        assertEquals(List.of("a-refused-old"), gone);
        assertEquals(List.of("b-refused-new", "c-under-way-old"), cases.keys());
        assertTrue(cases.waitingFor("scan").stream().anyMatch(of -> of.key().equals("c-under-way-old")));
    }

    @Test
    void shouldForgetASeriesWhoseScanWasDeleted() throws IOException {
        handedOver("deleted", NOW);
        outline("deleted", NOW);
        handedOver("delivering", NOW);
        refused("without-a-scan", NOW);

        assertEquals(List.of(), Retention.removeDeleted(cases, outlines, scan -> true));
        cases.update("delivering", waiting -> waiting.predicted(CasesTest.prediction("scan"), NOW));
        assertEquals(List.of("deleted"), Retention.removeDeleted(cases, outlines, scan -> false));

        assertEquals(List.of("delivering", "without-a-scan"), cases.keys());
        assertTrue(outlines.find("deleted").isEmpty());
        assertTrue(cases.waitingFor("scan").isEmpty());
    }

    @Test
    void shouldForgetNothingWhereTheStoreGoesWhileScansAreLookedFor() throws IOException {
        Path store = folder.resolve("store");
        Catalogue catalogue = new Catalogue(new FileStore(store));
        catalogue.datasets().put(new DatasetDefinition("d", List.of("T1"), Map.of(0, "background", 1, "one")));
        handedOver("first", NOW);
        handedOver("second", NOW);
        Predicate<String> there = Retention.there(catalogue);

        assertFalse(there.test("scan"), "deleted");
        Files.move(store, folder.resolve("away"));
        assertEquals(List.of(), Retention.removeDeleted(cases, outlines, there));

        Files.move(folder.resolve("away"), store);
        assertEquals(List.of("first", "second"), Retention.removeDeleted(cases, outlines, there));
    }

    @Test
    void shouldRemoveOutlinesThatNoCaseNeedsOnceTheyAreOld() throws IOException {
        handedOver("needed", NOW.minus(DAY.multipliedBy(3)));
        outline("needed", NOW.minus(DAY.multipliedBy(3)));
        outline("left-by-a-crash", NOW.minus(DAY.multipliedBy(3)));
        outline("about-to-have-a-case", NOW);

        Files.createSymbolicLink(root.resolve("outlines").resolve("delivered-meanwhile.zip"), folder.resolve("gone"));

        Retention.removeEnded(cases, outlines, NOW, DAY);

        assertTrue(outlines.find("needed").isPresent());
        assertTrue(outlines.find("left-by-a-crash").isEmpty());
        assertTrue(outlines.find("about-to-have-a-case").isPresent());
    }

    /** A series is handed over after its outline was kept and before its case is written down. */
    @Test
    void shouldKeepOutlinesThatMayGetACaseHoweverSoonAllIsForgotten() throws IOException {
        outline("being-handed-over", NOW.minus(Duration.ofHours(1)));
        outline("left-by-a-crash", NOW.minus(DAY.multipliedBy(2)));
        refused("ended", NOW.minus(Duration.ofHours(1)));

        assertEquals(List.of("ended"), Retention.removeEnded(cases, outlines, NOW, Duration.ZERO));

        assertTrue(outlines.find("being-handed-over").isPresent());
        assertTrue(outlines.find("left-by-a-crash").isEmpty());
    }

    private void refused(String key, Instant written) throws IOException {
        Fault fault = new Fault("DCM-304", "w", "w", "m");
        cases.put(SeriesCase.refused(key, "main", new SeriesUids("1.2", "1.3"), "0", 1, ROUTE, fault));
        age(root.resolve("cases").resolve(key + ".json"), written);
    }

    private void handedOver(String key, Instant written) throws IOException {
        cases.put(SeriesCase.handedOver(key, "main", new SeriesUids("1.2", "1.3"), "0", 1, ROUTE, "scan", List.of()));
        age(root.resolve("cases").resolve(key + ".json"), written);
    }

    private void outline(String key, Instant written) throws IOException {
        Path files = MadeSeries.named(key).write(folder.resolve(key));
        try (DicomInput input = DicomInput.open(files, ReadOptions.DEFAULT)) {
            outlines.keep(key, input.onlySeries());
        }
        age(root.resolve("outlines").resolve(key + ".zip"), written);
    }

    private static void age(Path file, Instant written) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(written));
    }
}
