package org.e2enet.memory;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.e2enet.memory.MemoryBudget.Loan;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    /** As testkit's, which stands on this module. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final MemoryBudget budget = new MemoryBudget(100, 150);

    @Test
    void shouldRefuseAtOnceWhatIsMoreThanThereIs() {
        assertThrows(TooMuch.class, () -> budget.reserve(Need.heap(1e300), TooMuch::new));
        assertThrows(TooMuch.class, () -> budget.reserve(new Need(0, 151), TooMuch::new));
        assertThrows(TooMuch.class, () -> budget.reserve(new Need(100, 51), TooMuch::new));
        assertTrue(budget.tryReserve(new Need(101, 0), () -> true).isEmpty());
        assertEquals(100, budget.freeHeapBytes());
    }

    @Test
    void shouldHoldTheHeapAndTheProcessToTheirLimitsAtATime() {
        try (Loan _ = budget.reserve(new Need(10, 100), TooMuch::new)) {
            assertFalse(isFree(new Need(41, 0)), "the process has 40 left");
            assertFalse(isFree(new Need(0, 41)));
            assertTrue(isFree(new Need(30, 10)));
        }
        try (Loan _ = budget.reserve(new Need(90, 0), TooMuch::new)) {
            assertFalse(isFree(new Need(11, 0)), "the heap has 10 left");
            assertTrue(isFree(new Need(10, 50)));
        }
    }

    @Test
    void shouldServeThoseWhoWaitInTheOrderTheyCame() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Loan all = budget.reserve(Need.heap(100), TooMuch::new);
        Thread large = waiting(80, "large", order);
        Thread small = waiting(30, "small", order);

        assertFalse(isFree(Need.heap(1)), "nothing is free");
        all.close();
        large.join();
        small.join();

        assertEquals(List.of("large", "small"), order);
        assertEquals(100, budget.freeHeapBytes());
    }

    @Test
    void shouldAskForRoomUntilThereIsEnough() {
        List<Loan> idle = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            idle.add(budget.reserve(Need.heap(30), TooMuch::new));
        }
        AtomicInteger asked = new AtomicInteger();

        try (Loan _ = budget.tryReserve(Need.heap(60), () -> {
                    asked.incrementAndGet();
                    idle.removeLast().close();
                    return true;
                })
                .orElseThrow()) {
            assertEquals(2, asked.get(), "two were enough");
            assertEquals(10, budget.freeHeapBytes());
        }
        assertTrue(budget.tryReserve(Need.heap(80), () -> false).isEmpty(), "no room can be made");
    }

    @Test
    void shouldGrowALoanWhereThereIsRoomAndLeaveItElse() {
        Loan loan = budget.reserve(Need.heap(30), TooMuch::new);
        try (Loan _ = budget.reserve(Need.heap(50), TooMuch::new)) {
            assertFalse(loan.resize(Need.heap(51)));
            assertEquals(20, budget.freeHeapBytes());
            assertTrue(loan.resize(Need.heap(50)));
            assertEquals(0, budget.freeHeapBytes());
            assertTrue(loan.resize(Need.heap(5)));
            assertEquals(45, budget.freeHeapBytes());
        }
        loan.close();
        assertEquals(100, budget.freeHeapBytes());
    }

    @Test
    void shouldLeaveTheQueueWhenInterrupted() throws Exception {
        Loan all = budget.reserve(Need.heap(100), TooMuch::new);
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread waiter = Thread.ofPlatform()
                .start(() -> outcome.complete(
                        assertThrows(CancellationException.class, () -> budget.reserve(Need.heap(1), TooMuch::new))));
        awaitWaiting(waiter);
        waiter.interrupt();

        assertEquals(
                CancellationException.class,
                outcome.get(PATIENCE.toMillis(), MILLISECONDS).getClass());
        all.close();
        all.close();
        assertEquals(100, budget.freeHeapBytes(), "closing twice gives back once");
        assertTrue(isFree(Need.heap(100)), "nobody waits any more");
    }

    @Test
    void shouldLendLessThanTheHeap() {
        assertEquals(850L << 20, MemoryBudget.lent(1000L << 20, 1000L << 20));
        assertEquals(36L << 20, MemoryBudget.lent(100L << 20, 100L << 20));
        assertEquals(0, MemoryBudget.lent(10L << 20, 10L << 20));
        assertEquals(600L << 20, MemoryBudget.lent(1000L << 20, 664L << 20), "of a generation of its own");
        assertTrue(MemoryBudget.ofHeap().heapBytes() < Runtime.getRuntime().maxMemory());
    }

    private boolean isFree(Need need) {
        return budget.tryReserve(need, () -> false)
                .map(loan -> {
                    loan.close();
                    return true;
                })
                .orElse(false);
    }

    private Thread waiting(long bytes, String name, List<String> order) {
        Thread thread = Thread.ofPlatform().start(() -> {
            try (Loan _ = budget.reserve(Need.heap(bytes), TooMuch::new)) {
                order.add(name);
            }
        });
        awaitWaiting(thread);
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        Awaitility.await().atMost(PATIENCE).until(() -> thread.getState() == Thread.State.WAITING);
    }

    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
