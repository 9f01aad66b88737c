package org.e2enet.edge.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

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
}
