package org.e2enet.store.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.e2enet.contract.ObjectRef;
import org.e2enet.faults.FaultException;
import org.e2enet.store.ObjectAddress;
import org.e2enet.store.Sha256;
import org.e2enet.store.StoreFaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCopiesTest {
    private static final Duration GRACE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private final LocalCopies copies = new LocalCopies(10, GRACE, nanos::get);

    @Test
    void shouldLetTheOneGoThatWasWantedLongestAgo() throws IOException {
        keep("a", 4);
        keep("b", 4);
        pass(GRACE);
        assertTrue(copies.want(ref("a", 4)).isPresent());
        pass(GRACE);

        keep("c", 4);

        assertTrue(copies.want(ref("a", 4)).isPresent());
        assertFalse(copies.want(ref("b", 4)).isPresent());
        assertFalse(Files.exists(folder.resolve("b")));
        assertEquals(8, copies.bytes());
    }

    @Test
    void shouldKeepWhatSomebodyWasJustGiven() throws IOException {
        keep("a", 4);
        keep("b", 4);
        pass(GRACE);
        copies.want(ref("a", 4));
        copies.want(ref("b", 4));

        copies.keepIfRoom(ref("c", 4), stored("c"), folder.resolve("c"), "etag");

        assertTrue(Files.exists(folder.resolve("a")) && Files.exists(folder.resolve("b")));
        assertFalse(copies.want(ref("c", 4)).isPresent(), "there was no room for it without waiting");
    }

    @Test
    void shouldGiveRoomBackOfWhatWasNotFetched() {
        for (int i = 0; i < 5; i++) {
            copies.reserve(ref("a", 10));
            copies.release(ref("a", 10));
        }
        assertEquals(0, copies.bytes());
    }

    @Test
    void shouldCountACopyOnceThatIsReplaced() throws IOException {
        for (int i = 0; i < 5; i++) {
            copies.keepIfRoom(ref("a", 6), stored("a"), folder.resolve("a"), "etag " + i);
        }
        assertEquals(6, copies.bytes());
        assertEquals("etag 4", copies.want(ref("a", 6)).orElseThrow().etag());
    }

    @Test
    void shouldRefuseAtOnceWhatNeverFits() {
        FaultException refused = assertThrows(FaultException.class, () -> copies.reserve(ref("a", 11)));
        assertEquals(StoreFaults.COPIES_FULL, refused.fault().code());
        assertEquals(0, copies.bytes());
    }

    private void keep(String name, int bytes) throws IOException {
        copies.reserve(ref(name, bytes));
        copies.keep(ref(name, bytes), stored(name), folder.resolve(name), "etag");
    }

    private Path stored(String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".fetched"), name);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static ObjectRef ref(String name, int bytes) {
        return ObjectAddress.ref(Sha256.of(name.getBytes(StandardCharsets.US_ASCII)), bytes, "text/plain");
    }
}
