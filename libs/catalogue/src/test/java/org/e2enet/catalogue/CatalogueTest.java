package org.e2enet.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.faults.FaultException;
import org.e2enet.store.DocumentStore;
import org.e2enet.store.FileStore;
import org.e2enet.store.Store;
import org.e2enet.store.StoreFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
    private static final AliasHistory.Because BECAUSE = new AliasHistory.Because("promoted", null, null);

    @TempDir
    Path folder;

    private Path root;
    private final List<String> strangers = new ArrayList<>();
    private Store opened;
    private DocumentStore store;
    private Catalogue catalogue;

    @BeforeEach
    void open() {
        root = root();
        November.copyTo(root);
        opened = store(root);
        store = opened.documents();
        catalogue = new Catalogue(store, strangers::add);
    }

    @AfterEach
    void close() {
        opened.close();
    }

    /** Where a store's files lie. */
    Path root() {
        return folder;
    }

    /** A store over these files. */
    Store store(Path root) {
        return new FileStore(root);
    }

    @Test
    void shouldReadWhatWasWrittenBeforeThereWasACatalogue() {
        assertEquals(List.of(November.DATASET), catalogue.datasets().names());
        assertEquals(
                "cerebellum",
                catalogue
                        .datasets()
                        .find(November.DATASET)
                        .orElseThrow()
                        .labels()
                        .get(8));
        assertEquals(
                List.of(November.LEFT, November.RIGHT), catalogue.datasets().scanIds(November.DATASET));
        assertTrue(catalogue.scans().isWanted(November.LEFT));
        assertEquals(
                List.of("padded-to-patch"),
                catalogue
                        .predictions()
                        .find(November.PREDICTION)
                        .orElseThrow()
                        .provenance()
                        .flags());
        assertEquals(
                November.RIGHT,
                catalogue.scores().find(November.PREDICTION).orElseThrow().scanId());
        assertEquals(
                November.MODEL, catalogue.aliases().find("demo").orElseThrow().modelId());
        assertEquals(20, catalogue.models().find(November.MODEL).orElseThrow().iteration());
        FoldDocument fold = catalogue.runs().find("demo-1", 0).orElseThrow();
        assertTrue(fold.isFinished());
        assertEquals(List.of(fold), catalogue.runs().folds("demo-1"));
        assertEquals(2, catalogue.scans().normalized().all().count());
        assertEquals(
                59,
                catalogue
                        .scans()
                        .find(November.LEFT)
                        .orElseThrow()
                        .geometry()
                        .extent()
                        .depth());
        assertEquals(List.of(), strangers);
    }

    @Test
    void shouldWriteDocumentsAsTheyWereWrittenThen() {
        try (Store another = store(root.resolve("other"))) {
            checkWrittenAsThen(new Catalogue(another.documents()));
        }
    }

    private void checkWrittenAsThen(Catalogue other) {
        catalogue.models().all().forEach(model -> other.models().put(model.value()));
        catalogue.runs().folds("demo-1").forEach(fold -> other.runs().put(fold));
        other.datasets().add(November.DATASET, November.LEFT);
        for (String name : List.of(
                "models/demo-1-fold0", "runs/demo-1/0", "dataset-scans/" + November.DATASET + "/" + November.LEFT)) {
            assertTrue(Files.exists(root.resolve("other/documents/" + name + ".json")), name);
        }
        assertEquals(catalogue.runs().folds("demo-1"), other.runs().folds("demo-1"));
    }

    @Test
    void shouldGiveEveryDocumentOnceInPagesOfAnySize() {
        for (int i = 0; i < 23; i++) {
            catalogue.datasets().add("many", "scan-" + i);
            catalogue.aliases().put(new ModelPromoted("alias-" + i, November.MODEL));
        }
        for (int limit : new int[] {1, 2, 23, 24, 1000}) {
            List<String> aliases = new ArrayList<>();
            List<String> scans = new ArrayList<>();
            String after = null;
            do {
                Page<Entry<ModelPromoted>> page = catalogue.aliases().page(after, limit);
                assertTrue(page.items().size() <= limit);
                page.items().forEach(entry -> aliases.add(entry.id()));
                after = page.next();
            } while (after != null);
            do {
                Page<String> page = catalogue.datasets().scanIds("many", after, limit);
                scans.addAll(page.items());
                after = page.next();
            } while (after != null);
            assertEquals(new ArrayList<>(new TreeSet<>(aliases)), aliases, "each once, in order");
            assertEquals(24, aliases.size());
            assertEquals(catalogue.datasets().scanIds("many"), scans);
        }
    }

    @Test
    void shouldTellRevisionsApart() throws IOException {
        Entry<ModelPromoted> before = catalogue.aliases().entry("demo").orElseThrow();
        String folder = settled("aliases");
        assertEquals(folder, catalogue.aliases().revision(), "nothing happened");

        catalogue.aliases().put(new ModelPromoted("demo", "another"));

        Entry<ModelPromoted> after = catalogue.aliases().entry("demo").orElseThrow();
        assertNotEquals(before.revision(), after.revision());
        assertFalse(after.writtenAt().isBefore(before.writtenAt()));
        assertNotEquals(folder, catalogue.aliases().revision());
        catalogue.aliases().put(new ModelPromoted("demo", November.MODEL));
        assertEquals(
                before.revision(),
                catalogue.aliases().entry("demo").orElseThrow().revision());
    }

    @Test
    void shouldPassOverTornDocumentsAndStrangersAndTellEachOnce() throws IOException {
        store.publish("scores/torn.json", bytes("{\"predictionId\":\"torn"));
        Files.writeString(root.resolve("documents/scores/.nfs00000000000001"), "of the file system");
        Files.writeString(root.resolve("documents/scores/notes.txt"), "of a person");
        store.publish("datasets/other.json.bak", bytes("{}"));

        for (int i = 0; i < 3; i++) {
            assertEquals(1, catalogue.scores().all().count());
            assertEquals(1, catalogue.scores().page(null, 10).items().size());
            assertEquals(List.of(November.DATASET), catalogue.datasets().names());
        }
        assertTrue(catalogue.scores().findReadable("torn").isEmpty());
        assertEquals(
                List.of("datasets", "scores", "scores", "scores"),
                strangers.stream().sorted().toList());
    }

    @Test
    void shouldNameATornDocumentWhereItMatters() {
        store.publish("runs/demo-1/1.json", bytes("{\"request\":{\"runId\""));

        FaultException torn =
                assertThrows(FaultException.class, () -> catalogue.runs().folds("demo-1"));
        assertEquals(StoreFaults.UNREADABLE_DOCUMENT, torn.fault().code());
        assertEquals("runs/demo-1/1.json", torn.fault().where());
        FoldDocument fresh = catalogue.runs().find("demo-1", 0).orElseThrow();
        FoldDocument other = FoldDocument.fresh(fresh.request(), progress(fresh.progress()));
        assertEquals(fresh, catalogue.runs().open(other), "a fold that was begun stays as it is");
    }

    @Test
    void shouldKeepTheFirstOfTwoAndReplaceATornOne() {
        ModelPromoted first = new ModelPromoted("alias", "a");
        assertEquals(first, catalogue.aliases().keep(first));
        assertEquals(first, catalogue.aliases().keep(new ModelPromoted("alias", "b")));

        store.publish("aliases/alias.json", bytes(""));
        ModelPromoted again = new ModelPromoted("alias", "c");
        assertEquals(again, catalogue.aliases().keep(again));
        assertEquals(again, catalogue.aliases().find("alias").orElseThrow());
    }

    @Test
    void shouldFindNothingUnderIdsThatCannotBe() {
        for (String id : new String[] {"", "..", "../aliases/demo", "a b", "/etc/passwd", "x".repeat(300), null}) {
            assertTrue(catalogue.models().find(id).isEmpty());
            assertFalse(catalogue.models().contains(id));
            catalogue.models().remove(id);
        }
    }

    @Test
    void shouldKnowWhatAnAliasMeantBeforeItsLastChange() {
        ModelPromoted first = new ModelPromoted("moved", "a");
        ModelPromoted second = new ModelPromoted("moved", "b");
        catalogue.promote(first, BECAUSE);
        assertEquals(Optional.empty(), catalogue.formerAliases().find("moved"));

        catalogue.promote(second, BECAUSE);
        catalogue.promote(second, BECAUSE);
        assertEquals(Optional.of(first), catalogue.formerAliases().find("moved"), "the same again changes nothing");

        catalogue.demote("moved", null);
        catalogue.demote("moved", null);
        assertEquals(Optional.empty(), catalogue.aliases().find("moved"));
        assertEquals(Optional.of(second), catalogue.formerAliases().find("moved"));
    }

    @Test
    void shouldKeepDefinitionsByName() {
        DatasetDefinition definition = new DatasetDefinition("belly", List.of("CT"), Map.of(1, "liver"));
        catalogue.datasets().put(definition);
        assertEquals(List.of("belly", November.DATASET), catalogue.datasets().names());
        assertEquals(definition, catalogue.datasets().find("belly").orElseThrow());
    }

    private String settled(String folder) throws IOException {
        FileTime old = FileTime.from(Instant.now().minusSeconds(60));
        Path there = root.resolve("documents").resolve(folder);
        try (Stream<Path> files = Files.list(there)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, old);
            }
        }
        Files.setLastModifiedTime(there, old);
        return catalogue.aliases().revision();
    }

    private static TrainingProgressed progress(TrainingProgressed of) {
        return new TrainingProgressed(
                of.runId(),
                of.fold(),
                TrainingProgressed.State.RUNNING,
                0,
                of.epochs(),
                0,
                of.iterations(),
                null,
                of.learningRate(),
                null,
                List.of(),
                0,
                0,
                null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
