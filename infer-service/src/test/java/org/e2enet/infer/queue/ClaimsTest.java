package org.e2enet.infer.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.EventJson;
import org.e2enet.store.FileStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimsTest {
    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private FileStore store;
    private Claims one;
    private Claims other;

    @BeforeEach
    void open() {
        store = new FileStore(folder);
        one = new Claims(new Catalogue(store), Duration.ofSeconds(15), nanos::get);
        other = new Claims(new Catalogue(store), Duration.ofSeconds(15), nanos::get);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    @Test
    void shouldKeepOthersFromWhatOneWorksOn() {
        assertFalse(other.isTaken("p"));
        try (Claims.Held _ = one.take("p", () -> null).orElseThrow()) {
            assertTrue(other.take("p", () -> null).isEmpty());
            assertTrue(other.isTaken("p"));
            assertFalse(one.isTaken("p"), "its own");
            assertFalse(other.isTaken("q"));
        }
        assertFalse(other.isTaken("p"));
    }

    @Test
    void shouldTakeOverWhatIsNotRenewed() {
        renew(1);
        assertTrue(other.isTaken("p"));
        nanos.addAndGet(Duration.ofSeconds(14).toNanos());
        assertTrue(other.isTaken("p"));
        renew(2);
        assertTrue(other.isTaken("p"));
        nanos.addAndGet(Duration.ofSeconds(14).toNanos());
        assertTrue(other.isTaken("p"), "renewed meanwhile");
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertFalse(other.isTaken("p"));
        try (Claims.Held _ = other.take("p", () -> null).orElseThrow()) {
            assertTrue(one.isTaken("p"));
        }
    }

    /** Another instance may be of the version that wrote the first ones; the file is never changed. */
    @Test
    void shouldKeepOffWhatAClaimInItsFirstFormIsOf() throws IOException {
        store.publish(
                "claims/p0123.json",
                Files.readAllBytes(Path.of("src/test/resources/documents-first/claims/p0123.json")));

        assertEquals(
                Optional.of(new Claims.Claim("p0123", "5f0c1d2e-3a4b-4c5d-8e9f-0a1b2c3d4e5f", 7, null)),
                new Catalogue(store)
                        .claims(Claims.Claim.class, Claims.Claim::id)
                        .find("p0123"));
        assertTrue(one.isTaken("p0123"));
    }

    /** As an instance does that then loses its power. */
    private void renew(long beat) {
        store.publish("claims/p.json", EventJson.write(new Claims.Claim("p", "gone", beat, null)));
    }
}
