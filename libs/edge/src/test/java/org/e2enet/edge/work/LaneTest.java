package org.e2enet.edge.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
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
