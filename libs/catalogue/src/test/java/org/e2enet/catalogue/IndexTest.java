package org.e2enet.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.ScanReceived;
import org.e2enet.store.FileStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    @TempDir
    Path directory;

    private Catalogue catalogue;
    private Index<ScanReceived, String> index;

    @BeforeEach
    void open() {
        catalogue = new Catalogue(new FileStore(directory));
        index = new Index<>(catalogue.scans().received(), entry -> entry.value().receivedAt(), ScanReceived::dataset);
    }

    @Test
    void shouldListTheNewestFirstAndSeeWhatCameAndWent() {
        assertEquals(List.of(), ids());
        receive("b", NOON);
        receive("a", NOON);
        receive("c", NOON.plusSeconds(1));
        assertEquals(List.of("c", "a", "b"), ids());
        catalogue.scans().received().remove("a");
        receive("d", NOON.minusSeconds(1));
        assertEquals(List.of("c", "b", "d"), ids());
        assertEquals("brain", index.newestFirst().getFirst().key());
    }

    @Test
    void shouldGoOnAfterAPlaceThatIsGone() {
        Place gone = new Place(NOON, "b");
        assertTrue(new Place(NOON, "c").compareTo(gone) > 0);
        assertTrue(new Place(NOON.plusSeconds(1), "c").compareTo(gone) < 0);
        assertEquals(Optional.of(gone), Place.parse(gone.toString()));
        for (String wrong : List.of("", "b", "-b", "1764417600000", "12x-b", "1764417600000-a b")) {
            assertEquals(Optional.empty(), Place.parse(wrong), wrong);
        }
    }

    @Test
    void shouldTellWhoLetAnAliasMeanWhatNewestFirstPageByPage() {
        catalogue.promote(new ModelPromoted("best", "m1"), new AliasHistory.Because("promoted", "training", "run1"));
        catalogue.promote(new ModelPromoted("best", "m2"), new AliasHistory.Because("promoted", "ada", "sharper"));
        catalogue.demote("best", "grace");
        catalogue.promote(new ModelPromoted("best-2", "m3"), new AliasHistory.Because("promoted", null, null));
        AliasHistory history = catalogue.aliasHistory();
        List<AliasChange> all = history.of("best", null, 10).items();
        assertEquals(3, all.size());
        assertEquals(List.of("demoted", "promoted", "promoted"), sortedByTime(all));

        Page<AliasChange> first = history.of("best", null, 2);
        Page<AliasChange> second = history.of("best", Place.parse(first.next()).orElseThrow(), 2);
        assertEquals(1, second.items().size());
        assertEquals(null, second.next());
        AliasChange promoted = all.stream()
                .filter(change -> "m2".equals(change.modelId()))
                .findFirst()
                .orElseThrow();
        assertEquals("ada", promoted.by());
        assertEquals(
                List.of("grace"),
                all.stream()
                        .filter(change -> change.change().equals("demoted"))
                        .map(AliasChange::by)
                        .toList());
        assertEquals("sharper", promoted.reason());
    }

    @Test
    void shouldListRunsAndChangesBesideFilesOfOthers() throws IOException {
        catalogue.promote(new ModelPromoted("best", "m1"), new AliasHistory.Because("promoted", null, null));
        Path documents = directory.resolve("documents");
        Files.writeString(documents.resolve("alias-changes/best/notes.json"), "{}");
        Files.createDirectories(documents.resolve("runs/run1"));
        Files.writeString(documents.resolve("runs/run1/0.json"), "{}");
        Files.writeString(documents.resolve("runs/notes.json"), "{}");
        assertEquals(1, catalogue.aliasHistory().of("best", null, 10).items().size());
        assertEquals(List.of("run1"), catalogue.runs().ids());
        assertEquals(
                List.of("run1"),
                catalogue.runs().lastHeardOf().stream().map(Place::id).toList());
    }

    /** Two of one millisecond may stand either way. */
    private static List<String> sortedByTime(List<AliasChange> changes) {
        for (int n = 1; n < changes.size(); n++) {
            assertTrue(!changes.get(n).at().isAfter(changes.get(n - 1).at()));
        }
        return changes.stream().map(AliasChange::change).sorted().toList();
    }

    private List<String> ids() {
        return index.newestFirst().stream().map(Index.Row::id).toList();
    }

    private void receive(String scanId, Instant at) {
        ObjectRef file = new ObjectRef("store:objects/ab/cd", "0".repeat(64), 1, "application/gzip");
        catalogue.scans().put(new ScanReceived(scanId, "brain", List.of(file), null, null, at));
    }
}
