package org.e2enet.metrics.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.store.FileStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreArchiveTest {
    @TempDir
    Path directory;

    @Test
    void shouldRebuildFromTheDocumentsOfAnotherReplica() {
        ScoreArchive first = new ScoreArchive(new FileStore(directory));
        ScoreArchive second = new ScoreArchive(new FileStore(directory));
        first.save(score("p1", 0.5));
        first.save(score("p2", 0.6));

        second.refresh();

        assertEquals(List.of(score("p1", 0.5), score("p2", 0.6)), List.copyOf(second.all()));
    }

    @Test
    void shouldKeepTheFirstOfTwoScoresOfOnePrediction() {
        ScoreArchive first = new ScoreArchive(new FileStore(directory));
        ScoreArchive second = new ScoreArchive(new FileStore(directory));
        ScoresComputed kept = score("p1", 0.5);
        assertSame(kept, first.save(kept));

        assertEquals(kept, second.save(score("p1", 0.7)));
        assertEquals(kept, second.find("p1").orElseThrow());
    }

    @Test
    void shouldPassOverUnreadableDocumentsAndReplaceThem() {
        FileStore store = new FileStore(directory);
        store.publish("scores/p1.json", "{".getBytes(StandardCharsets.UTF_8));
        ScoreArchive archive = new ScoreArchive(store);

        archive.refresh();
        assertTrue(archive.all().isEmpty());

        archive.save(score("p1", 0.5));
        assertEquals(0.5, new ScoreArchive(store).find("p1").orElseThrow().meanDice());
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
