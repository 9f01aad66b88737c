package org.e2enet.edge.audit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.e2enet.catalogue.AuditDesk;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.AuditRecorded;
import org.e2enet.contract.AuditRecorded.Deed;
import org.e2enet.contract.AuditTrail;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.store.FileStore;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers and stores that are away, slow or ill: what is recorded comes in the end, or is told by its number. */
class AuditorTest {
    private static final int MOST = 5;

    @TempDir
    private Path root;

    private final List<AuditRecorded> came = new CopyOnWriteArrayList<>();
    private final AtomicBoolean isAway = new AtomicBoolean();
    private final CountDownLatch released = new CountDownLatch(1);
    private Catalogue catalogue;
    private Auditor auditor;

    @BeforeEach
    void open() {
        catalogue = new Catalogue(new FileStore(root));
    }

    @AfterEach
    void close() throws InterruptedException {
        released.countDown();
        isAway.set(false);
        auditor.end();
    }

    private void broker(AuditRecorded record) {
        if (isAway.get()) {
            throw EdgeFaults.brokerAway("audit.recorded").exception();
        }
        came.add(record);
    }

    private Auditor started(Consumer<AuditRecorded> broker, AuditDesk desk) {
        auditor = new Auditor(broker, desk, true, MOST, "tiny-service");
        auditor.start(null);
        return auditor;
    }

    private void does(String outcome, int times) {
        for (int n = 0; n < times; n++) {
            auditor.record(
                    new Deed(Instant.EPOCH, "tiny-service", "anonymous", null, "PUT /tiny", List.of(), outcome, 200));
        }
    }

    /** In the first seconds of an outage nobody knows of it yet: the broker has not answered, and nothing is written down. */
    @Test
    void shouldWriteDownAtTheEndWhatTheBrokerIsStillAskedToTake() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        started(
                record -> {
                    asked.countDown();
                    waitFor(released);
                    throw EdgeFaults.brokerAway("audit.recorded").exception();
                },
                catalogue.auditDesk());
        does("done", 3);
        asked.await();

        Thread ending = Thread.ofVirtual().start(() -> {
            try {
                auditor.end();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(Patience.LONG).until(() -> left() == 3);
        does("done", 1);
        assertEquals(4, left(), "of a call that ended after the service did");
        released.countDown();
        ending.join();

        started(this::broker, catalogue.auditDesk());
        await().atMost(Patience.LONG).until(() -> came.size() == 4 && left() == 0);
        assertWhole();
    }

    @Test
    void shouldTellHowManyAreLostWhenTheStoreIsAwayToo() throws InterruptedException {
        isAway.set(true);
        started(this::broker, new Catalogue(new IllStore(new FileStore(root), new AtomicBoolean(true))).auditDesk());
        does("done", 3);

        assertEquals(3, auditor.end());
    }

    @Test
    void shouldGoOnAfterWhateverFails() {
        AtomicBoolean ill = new AtomicBoolean(true);
        AuditDesk desk = new Catalogue(new IllStore(new FileStore(root), ill)).auditDesk();
        started(
                record -> {
                    if (ill.get()) {
                        throw new IllegalStateException("unforeseen");
                    }
                    broker(record);
                },
                desk);
        does("done", 1);
        await().atMost(Patience.LONG).until(() -> auditor.waiting() == 1);
        does("done", 1);
        ill.set(false);

        await().atMost(Patience.LONG).until(() -> came.size() == 2);
        does("done", 1);
        await().atMost(Patience.LONG).until(() -> came.size() == 3);
        assertWhole();
    }

    /** The note that a record has come fails in a way nobody foresaw: it has come all the same, once. */
    @Test
    void shouldGoOnWhenTheNoteFails() {
        AtomicBoolean ill = new AtomicBoolean(true);
        started(this::broker, new Catalogue(new IllStore(new FileStore(root), ill)).auditDesk());
        does("done", 1);
        await().atMost(Patience.LONG).until(() -> came.size() == 1);
        does("done", 1);
        await().atMost(Patience.LONG).until(() -> came.size() == 2 && auditor.waiting() == 0);
        assertWhole();
    }

    @Test
    void shouldHoldNoMoreThanThereIsRoomForHoweverManyAreRefused() {
        isAway.set(true);
        started(this::broker, catalogue.auditDesk());
        does("done", MOST);
        assertTrue(auditor.isFull());
        does("refused", 1_000);
        assertEquals(MOST, auditor.waiting());
        does("done", 1_000);
        assertEquals(2 * MOST, auditor.waiting(), "calls in hand find as much room once more");

        isAway.set(false);
        await().atMost(Patience.LONG).until(() -> auditor.waiting() == 0);
        List<AuditRecorded> told = came.stream()
                .filter(record -> record.action().equals(AuditChain.LEFT_OUT))
                .toList();
        assertEquals(1, told.size());
        assertEquals(List.of((2_000 - MOST) + " records"), told.getFirst().about());
        assertWhole();
    }

    @Test
    void shouldTellWhatWasLeftOutAtTheEnd() throws InterruptedException {
        isAway.set(true);
        started(this::broker, catalogue.auditDesk());
        does("refused", MOST + 7);

        assertEquals(0, auditor.end());
        isAway.set(false);
        started(this::broker, catalogue.auditDesk());
        await().atMost(Patience.LONG).until(() -> came.size() == MOST + 1);
        assertEquals(List.of("7 records"), came.getLast().about());
    }

    @Test
    void shouldWriteItsOwnDownAlthoughThoseOfAnEarlierProcessWait() throws InterruptedException {
        isAway.set(true);
        started(this::broker, catalogue.auditDesk());
        does("done", 2);
        auditor.end();
        started(this::broker, catalogue.auditDesk());
        does("done", 1);

        await().atMost(Patience.LONG).until(() -> left() == 3);
        isAway.set(false);
        await().atMost(Patience.LONG).until(() -> came.size() == 3 && left() == 0);
        assertWhole();
    }

    private int left() {
        return catalogue.auditDesk().left("tiny-service", "none").size();
    }

    private void assertWhole() {
        AuditTrail trail = new AuditTrail();
        came.forEach(trail::add);
        assertEquals(List.of(), trail.breaks(List.of()));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
