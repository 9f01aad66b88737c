package org.e2enet.metrics.storage;

import static org.e2enet.metrics.Histories.TRUTH;
import static org.e2enet.metrics.Histories.score;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.ScanDeletion;
import org.e2enet.contract.EventJson;
import org.e2enet.history.Database;
import org.e2enet.history.ScoreHistory;
import org.e2enet.metrics.Histories;
import org.e2enet.store.FileStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreArchiveTest {
    @TempDir
    private Path directory;

    private FileStore store;
    private Database database;
    private ScoreHistory history;

    @BeforeEach
    void open() {
        store = new FileStore(directory);
        database = Histories.in(directory);
        history = new ScoreHistory(database);
        store.publish("datasets/brain.json", "{}".getBytes(StandardCharsets.UTF_8));
        scan("a");
        scan("b");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void shouldKeepNoScoreOfAScanThatWasDeletedMeanwhile() {
        ScoreArchive archive = archive();
        store.remove("scans/a.json");

        assertTrue(archive.save(score("p1", "a", "m", 0.5), TRUTH).isEmpty());
        assertTrue(archive.find("p1").isEmpty());
    }

    @Test
    void shouldTakeOverTheScoresThatAreDocuments() {
        for (int i = 0; i < 1_001; i++) {
            store.publish("scores/p" + i + ".json", EventJson.write(score("p" + i, "a", "m", i / 1_001.0)));
        }
        store.publish("scores/torn.json", "{".getBytes(StandardCharsets.UTF_8));
        store.publish("scores/gone.json", EventJson.write(score("gone", "deleted", "m", 0.5)));
        history.keep(score("p7", "a", "m", 0.9), TRUTH);

        archive().refresh();
        archive().refresh();

        assertEquals(1_001, history.scored().size());
        assertEquals(0.9, history.current("p7").orElseThrow().score().meanDice(), "what is scored is left alone");
        assertEquals(1, history.revisions("p7").size());
        assertEquals("", history.current("p8").orElseThrow().truth());
    }

    @Test
    void shouldForgetTheScoresOfScansThatWereDeleted() {
        ScoreArchive archive = archive();
        archive.save(score("p1", "a", "m", 0.5), TRUTH);
        archive.save(score("p2", "b", "m", 0.6), TRUTH);
        archive.refresh();
        assertEquals(Set.of("p1", "p2"), history.scored());

        delete("a");
        archive.refresh();

        assertEquals(Set.of("p2"), history.scored());
    }

    /** A store that is not mounted is an empty folder. */
    @Test
    void shouldForgetNothingWhereTheCatalogueIsNotHere() throws IOException {
        ScoreArchive archive = archive();
        archive.save(score("p1", "a", "m", 0.5), TRUTH);
        archive.save(score("p2", "b", "m", 0.6), TRUTH);
        scan("deleted-before");
        delete("deleted-before");
        archive.refresh();
        Path documents = directory.resolve("documents");
        Path elsewhere = directory.resolve("elsewhere");

        Files.move(documents, elsewhere);
        archive.refresh();
        assertEquals(Set.of("p1", "p2"), history.scored());
        assertTrue(archive.save(score("p3", "a", "m", 0.7), TRUTH).isPresent());
        assertEquals(Set.of("p1", "p2", "p3"), history.scored());

        Files.move(elsewhere, documents);
        delete("a");
        archive.refresh();
        assertEquals(Set.of("p2"), history.scored(), "what is deleted once it is back is forgotten");
    }

    /** As after a new bucket, or a database that outlived its store. */
    @Test
    void shouldForgetNothingAtTheStartOverAnEmptyStore() {
        archive().save(score("p1", "a", "m", 0.5), TRUTH);
        store.remove("scans/a.json");
        store.remove("datasets/brain.json");

        archive().refresh();

        assertEquals(Set.of("p1"), history.scored());
    }

    private void delete(String scanId) {
        new ScanDeletion(new Catalogue(store), store).delete(scanId);
    }

    private ScoreArchive archive() {
        return new ScoreArchive(new Catalogue(store), history);
    }

    private void scan(String scanId) {
        store.publish("scans/" + scanId + ".json", "{}".getBytes(StandardCharsets.UTF_8));
    }
}
