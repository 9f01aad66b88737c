package org.e2enet.edge.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LaneTest {
    private static final Duration LONG_ENOUGH = Patience.LONG;

    @Test
    void shouldRunTasksOneAfterTheOther() {
        Lane lane = new Lane("test");
        StringBuilder order = new StringBuilder();
        lane.submit(() -> order.append("a"));
        lane.submit(() -> order.append("b")).join();

        assertEquals("ab", order.toString());
        assertTrue(lane.drain(LONG_ENOUGH));
    }

    @Test
    void shouldHoldNoMoreThreadsThanItsTasksWant() {
        Lane lane = new Lane("test", 8, Lane.Asking.INTERRUPT);
        Set<Thread> used = new HashSet<>();
        for (int n = 0; n < 20; n++) {
            Thread thread = lane.submit(Thread::currentThread).join();
            used.add(thread);
            Awaitility.await().atMost(LONG_ENOUGH).until(() -> isFree(thread));
        }

        assertEquals(1, used.size());
        assertTrue(lane.drain(LONG_ENOUGH));
    }

    @Test
    void shouldRunAsManyTasksAtOnceAsItIsWideAndTheOthersLater() throws InterruptedException {
        Lane lane = new Lane("test", 3, Lane.Asking.INTERRUPT);
        CountDownLatch started = new CountDownLatch(3);
        CountDownLatch end = new CountDownLatch(1);
        List<CompletableFuture<Boolean>> running = Stream.generate(() -> lane.submit(() -> {
                    started.countDown();
                    return awaited(end);
                }))
                .limit(3)
                .toList();
        assertTrue(started.await(LONG_ENOUGH.toMillis(), TimeUnit.MILLISECONDS));
        Queue<Integer> begun = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Boolean>> waiting = IntStream.range(0, 50)
                .mapToObj(n -> lane.submit(() -> begun.add(n)))
                .toList();
        assertTrue(begun.isEmpty(), "all threads are busy");

        end.countDown();

        running.forEach(CompletableFuture::join);
        waiting.forEach(CompletableFuture::join);
        assertEquals(50, begun.size());
        assertTrue(lane.drain(LONG_ENOUGH));
    }

    private static boolean isFree(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(LONG_ENOUGH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ended) {
            return false;
        }
    }

    @Test
    void shouldPassOnWhatATaskThrows() {
        Lane lane = new Lane("test");
        CompletableFuture<Object> failed = lane.submit(() -> {
            throw new IllegalStateException("no");
        });

        assertThrows(CompletionException.class, failed::join);
        assertTrue(lane.drain(LONG_ENOUGH));
    }

    @Test
    void shouldLeaveRecordsWithTheTopicWhenDrained() throws InterruptedException {
        Lane lane = new Lane("test");
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Object> running = lane.submit(() -> {
            started.countDown();
            while (!lane.isDraining()) {
                Thread.onSpinWait();
            }
            throw new IllegalStateException("left in the middle");
        });
        CompletableFuture<Object> waiting = lane.submit(() -> "never runs");
        started.await();

        assertTrue(lane.drain(LONG_ENOUGH));
        assertFalse(running.isDone(), "neither acknowledged nor failed");
        assertFalse(waiting.isDone());
        assertFalse(lane.submit(() -> "too late").isDone());
    }

    @ParameterizedTest
    @EnumSource
    void shouldInterruptOnlyWhoMayBeBrokenOffAnywhere(Lane.Asking asking) throws Exception {
        Lane lane = new Lane("test", 1, asking);
        CompletableFuture<Boolean> interrupted = lane.submit(() -> {
            lane.drain(Duration.ZERO);
            return Thread.currentThread().isInterrupted();
        });
        CompletableFuture<Object> waiting = lane.submit(() -> "never runs");

        assertEquals(asking == Lane.Asking.INTERRUPT, interrupted.get());
        assertTrue(lane.drain(LONG_ENOUGH));
        assertFalse(waiting.isDone());
    }
}
