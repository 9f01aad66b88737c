package org.e2enet.infer.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.e2enet.contract.Priority;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeskTest {
    private static final String ALIAS = "brain";
    private static final Desk.Watch NOBODY = () -> {};

    private final Desk desk = new Desk();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void leave() {
        threads.shutdownNow();
    }

    @Test
    void shouldServeTheMostUrgentFirstAndOthersAsTheyCame() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        try (Desk.Turn first = desk.enter("first", ALIAS, Priority.NORMAL, NOBODY)) {
            first.await();
            all.add(serve("batch", Priority.BATCH));
            all.add(serve("normal-1", Priority.NORMAL));
            all.add(serve("normal-2", Priority.NORMAL));
            all.add(serve("urgent", Priority.URGENT));
            assertEquals(0, desk.places().get("first"));
            assertEquals(1, desk.places().get("urgent"));
            assertEquals(4, desk.places().get("batch"));
            assertNull(desk.places().get("nobody"));
            assertFalse(first.isToPause(), "only a batch pauses");
        }
        all.forEach(CompletableFuture::join);
        assertEquals(List.of("urgent", "normal-1", "normal-2", "batch"), order);
    }

    @Test
    void shouldPauseABatchForOthersAndGoOnAfterThem() {
        try (Desk.Turn batch = desk.enter("batch", ALIAS, Priority.BATCH, NOBODY)) {
            batch.await();
            CompletableFuture<Void> other = serve("batch-2", Priority.BATCH);
            assertFalse(batch.isToPause(), "not for its like");
            CompletableFuture<Void> urgent = serve("urgent", Priority.URGENT);
            assertTrue(batch.isToPause());
            batch.pause();
            order.add("batch");
            urgent.join();
            assertFalse(other.isDone());
            assertFalse(batch.isToPause());
        }
        Awaitility.await().atMost(Patience.LONG).until(() -> order.size() == 3);
        assertEquals(List.of("urgent", "batch", "batch-2"), order);
    }

    @Test
    void shouldLetThePausedFinishWhereTheyHoldWhatIsLacking() {
        Desk.Turn batch = desk.enter("batch", ALIAS, Priority.BATCH, NOBODY);
        batch.await();
        CountDownLatch has = new CountDownLatch(1);
        CompletableFuture<Boolean> urgent = CompletableFuture.supplyAsync(
                () -> {
                    try (Desk.Turn turn = desk.enter("urgent", ALIAS, Priority.URGENT, NOBODY)) {
                        turn.await();
                        has.countDown();
                        boolean waited = turn.letHalfDoneFinish();
                        order.add("urgent");
                        return waited && !turn.letHalfDoneFinish();
                    }
                },
                threads);
        Awaitility.await().atMost(Patience.LONG).until(batch::isToPause);
        batch.pause();
        assertEquals(0, has.getCount());
        assertFalse(batch.isToPause(), "the urgent one waits for this one");
        order.add("batch");
        batch.close();
        assertTrue(urgent.join());
        assertEquals(List.of("batch", "urgent"), order);
    }

    @Test
    void shouldLeaveWhenTheWatchSaysSo() {
        AtomicBoolean cancelled = new AtomicBoolean();
        try (Desk.Turn working = desk.enter("working", ALIAS, Priority.NORMAL, NOBODY)) {
            working.await();
            CompletableFuture<Void> leaving = CompletableFuture.runAsync(
                    () -> {
                        try (Desk.Turn turn = desk.enter("leaving", ALIAS, Priority.NORMAL, () -> {
                            if (cancelled.get()) {
                                throw new IllegalStateException("cancelled");
                            }
                        })) {
                            turn.await();
                        }
                    },
                    threads);
            Awaitility.await().atMost(Patience.LONG).until(() -> desk.waiting() == 1);
            cancelled.set(true);
            desk.lookAgain();
            assertThrows(CompletionException.class, leaving::join);
            assertEquals(0, desk.waiting());
        }
    }

    @Test
    void shouldLeaveWhenTheServiceEnds() throws InterruptedException {
        try (Desk.Turn working = desk.enter("working", ALIAS, Priority.NORMAL, NOBODY)) {
            working.await();
            CompletableFuture<Void> waiting = serve("waiting", Priority.NORMAL);
            threads.shutdownNow();
            assertTrue(threads.awaitTermination(Patience.LONG.toSeconds(), TimeUnit.SECONDS));
            CompletionException left = assertThrows(CompletionException.class, waiting::join);
            assertTrue(left.getCause() instanceof CancellationException, left::toString);
        }
    }

    /** Returns when it waits. */
    private CompletableFuture<Void> serve(String predictionId, Priority priority) {
        return serve(predictionId, ALIAS, priority);
    }

    private CompletableFuture<Void> serve(String predictionId, String alias, Priority priority) {
        int before = desk.waiting();
        CompletableFuture<Void> served = CompletableFuture.runAsync(
                () -> {
                    try (Desk.Turn turn = desk.enter(predictionId, alias, priority, NOBODY)) {
                        turn.await();
                        order.add(predictionId);
                    }
                },
                threads);
        Awaitility.await().atMost(Patience.LONG).until(() -> desk.waiting() == before + 1);
        return served;
    }

    @Test
    void shouldRaiseWhatSomebodyWantsSoonerAndNeverLowerIt() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        try (Desk.Turn first = desk.enter("first", ALIAS, Priority.BATCH, NOBODY)) {
            first.await();
            all.add(serve("normal", Priority.NORMAL));
            all.add(serve("raised", Priority.BATCH));
            assertTrue(first.isToPause());
            assertTrue(desk.raise("first", Priority.URGENT));
            assertFalse(first.isToPause(), "it is as urgent as any");
            assertTrue(desk.raise("raised", Priority.URGENT));
            assertFalse(desk.raise("raised", Priority.BATCH));
            assertEquals(1, desk.places().get("raised"));
        }
        all.forEach(CompletableFuture::join);
        assertEquals(List.of("raised", "normal"), order);
    }

    @Test
    void shouldServeEachAliasInTurn() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        try (Desk.Turn first = desk.enter("brain-1", ALIAS, Priority.NORMAL, NOBODY)) {
            first.await();
            all.add(serve("brain-2", ALIAS, Priority.NORMAL));
            all.add(serve("brain-3", ALIAS, Priority.NORMAL));
            all.add(serve("liver-1", "liver", Priority.NORMAL));
            all.add(serve("liver-2", "liver", Priority.NORMAL));
            all.add(serve("brain-urgent", ALIAS, Priority.URGENT));
            assertEquals(1, desk.places().get("brain-urgent"));
            assertEquals(2, desk.places().get("liver-1"));
            assertEquals(5, desk.places().get("brain-3"));
        }
        all.forEach(CompletableFuture::join);
        assertEquals(List.of("brain-urgent", "liver-1", "brain-2", "liver-2", "brain-3"), order);
    }

    @Test
    void shouldGoOnWithWhatIsHalfDoneBeforeOthersOfItsKindBegin() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        try (Desk.Turn batch = desk.enter("half-done", ALIAS, Priority.BATCH, NOBODY)) {
            batch.await();
            all.add(serve("liver-batch", "liver", Priority.BATCH));
            all.add(serve("urgent", ALIAS, Priority.URGENT));
            batch.pause();
            order.add("half-done");
        }
        all.forEach(CompletableFuture::join);
        assertEquals(List.of("urgent", "half-done", "liver-batch"), order);
    }
}
