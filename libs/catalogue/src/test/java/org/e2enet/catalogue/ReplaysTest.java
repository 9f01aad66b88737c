package org.e2enet.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.e2enet.store.FileStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplaysTest {
    private static final String LETTER = "e2enet.scans.received.dlq-0/17";

    @TempDir
    Path directory;

    private FileStore store;
    private Replays replays;

    @BeforeEach
    void open() {
        store = new FileStore(directory);
        replays = new Catalogue(store).replays();
    }

    @Test
    void shouldMarkALetterOnceUntilTheMarkIsTakenAway() {
        assertEquals(Optional.empty(), replays.end(LETTER).map(Replays.End::at));
        assertTrue(replays.replayed(LETTER));
        Instant first = replays.end(LETTER).map(Replays.End::at).orElseThrow();
        assertFalse(replays.replayed(LETTER));
        assertEquals(first, replays.end(LETTER).map(Replays.End::at).orElseThrow());

        replays.unmark(LETTER);
        assertEquals(Optional.empty(), replays.end(LETTER).map(Replays.End::at));
        assertTrue(replays.replayed(LETTER));
    }

    @Test
    void shouldEndALetterOnce() {
        assertTrue(replays.dismissed(LETTER));
        assertFalse(replays.replayed(LETTER), "what was dismissed is never sent");
        assertTrue(replays.end(LETTER).orElseThrow().dismissed());

        String other = LETTER + "8";
        assertTrue(replays.replayed(other));
        assertFalse(replays.dismissed(other));
        assertFalse(replays.end(other).orElseThrow().dismissed());
    }

    /** As services wrote it before the catalogue knew of letters. */
    @Test
    void shouldReadAMarkOfBefore() {
        store.publish("letters/" + LETTER, "2026-11-27T10:37:34.123Z".getBytes(StandardCharsets.UTF_8));

        assertEquals(
                Instant.parse("2026-11-27T10:37:34.123Z"),
                replays.end(LETTER).map(Replays.End::at).orElseThrow());
    }

    @Test
    void shouldTellByTheMarkOfItsHealthWhetherTheStoreCanBeWritten() {
        new Catalogue(store).probe("some-service");

        assertTrue(store.find("health/some-service").isPresent());
    }
}
