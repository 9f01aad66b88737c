package org.e2enet.metrics.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Entry;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.store.FileStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreArchiveTest {
    @TempDir
    Path directory;

    /** Scores are kept while their scan is there. */
    @BeforeEach
    void takeTheScanIn() {
        new FileStore(directory).publish("scans/scan.json", "{}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldKeepNoScoreOfAScanThatWasDeletedMeanwhile() {
        FileStore store = new FileStore(directory);
        ScoreArchive archive = new ScoreArchive(new Catalogue(store));
        store.remove("scans/scan.json");

        assertTrue(archive.save(score("p1", 0.5)).isEmpty());
        assertTrue(archive.find("p1").isEmpty());
        archive.refresh();
        assertTrue(archive.all().isEmpty());
    }

    @Test
    void shouldRebuildFromTheDocumentsOfAnotherReplica() {
        ScoreArchive first = new ScoreArchive(new Catalogue(new FileStore(directory)));
        ScoreArchive second = new ScoreArchive(new Catalogue(new FileStore(directory)));
        first.save(score("p1", 0.5));
        first.save(score("p2", 0.6));

        second.refresh();

        assertEquals(List.of(score("p1", 0.5), score("p2", 0.6)), values(second));
    }

    @Test
    void shouldKeepTheFirstOfTwoScoresOfOnePrediction() {
        ScoreArchive first = new ScoreArchive(new Catalogue(new FileStore(directory)));
        ScoreArchive second = new ScoreArchive(new Catalogue(new FileStore(directory)));
        ScoresComputed kept = score("p1", 0.5);
        assertSame(kept, first.save(kept).orElseThrow());

        assertEquals(kept, second.save(score("p1", 0.7)).orElseThrow());
        assertEquals(kept, second.find("p1").orElseThrow());
    }

    @Test
    void shouldPassOverUnreadableDocumentsAndReplaceThem() {
        FileStore store = new FileStore(directory);
        store.publish("scores/p1.json", "{".getBytes(StandardCharsets.UTF_8));
        ScoreArchive archive = new ScoreArchive(new Catalogue(store));

        archive.refresh();
        assertTrue(archive.all().isEmpty());

        archive.save(score("p1", 0.5));
        assertEquals(
                0.5,
                new ScoreArchive(new Catalogue(store)).find("p1").orElseThrow().meanDice());
    }

    @Test
    void shouldForgetWhatAnotherProcessDeleted() {
        Catalogue catalogue = new Catalogue(new FileStore(directory));
        ScoreArchive archive = new ScoreArchive(catalogue);
        archive.save(score("p1", 0.5));
        archive.save(score("p2", 0.6));
        long before = archive.version("dataset");

        catalogue.scores().remove("p1");
        archive.refresh();

        assertEquals(List.of(score("p2", 0.6)), values(archive));
        assertNotEquals(before, archive.version("dataset"));
        assertTrue(archive.find("p1").isEmpty());
    }

    @Test
    void shouldReadEachScoreOnceAndNothingWhileNothingChanges() throws IOException {
        CountingStore store = new CountingStore(new FileStore(directory));
        for (int i = 0; i < 50; i++) {
            store.publish("scores/p" + i + ".json", EventJson.write(score("p" + i, 0.5)));
        }
        letTheClockPass();
        ScoreArchive archive = new ScoreArchive(new Catalogue(store));

        archive.refresh();
        assertEquals(50, archive.all().size());
        int reads = store.reads;
        int lists = store.lists;
        for (int i = 0; i < 10; i++) {
            archive.refresh();
        }
        assertEquals(lists, store.lists, "nothing changed: nothing is listed");

        store.publish("scores/new.json", EventJson.write(score("new", 0.5)));
        archive.refresh();
        assertEquals(51, archive.all().size());
        assertEquals(reads + 1, store.reads, "only what came is read");
    }

    /** The folder as it is some seconds after its last change. */
    private void letTheClockPass() throws IOException {
        Files.setLastModifiedTime(
                directory.resolve("documents/scores"),
                FileTime.from(Instant.now().minusSeconds(60)));
    }

    private static List<ScoresComputed> values(ScoreArchive archive) {
        return archive.all().stream().map(Entry::value).toList();
    }

    private static ScoresComputed score(String predictionId, double dice) {
        return new ScoresComputed(
                predictionId,
                "scan",
                "model",
                "dataset",
                "absent-in-both-undefined",
                "surfel",
                "surfel-weighted",
                List.of(new ScoresComputed.ClassScore(1, "liver", 10, 10, 10, 10, 5, dice, dice, 1, 1.0, 1.0, true)),
                dice,
                dice,
                1,
                0.1);
    }
}
