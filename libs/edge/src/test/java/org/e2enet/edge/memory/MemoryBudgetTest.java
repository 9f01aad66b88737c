package org.e2enet.edge.memory;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.e2enet.edge.memory.MemoryBudget.Loan;
import org.e2enet.faults.FaultException;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private final MemoryBudget budget = new MemoryBudget(100);

    @Test
    void shouldRefuseAtOnceWhatIsMoreThanThereIs() {
        FaultException refused = assertThrows(FaultException.class, () -> budget.reserve(1e300, "scan a"));

        assertEquals(MemoryBudget.BEYOND_BUDGET, refused.fault().code());
        assertEquals("scan a", refused.fault().where());
        assertEquals(100, budget.freeBytes());
    }

    @Test
    void shouldServeThoseWhoWaitInTheOrderTheyCame() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Loan all = budget.reserve(100, "first");
        Thread large = waiting(80, "large", order);
        Thread small = waiting(30, "small", order);

        assertTrue(budget.tryReserve(1).isEmpty(), "nothing is free");
        all.close();
        large.join();
        small.join();

        assertEquals(List.of("large", "small"), order);
        assertEquals(100, budget.freeBytes());
    }

    @Test
    void shouldGiveUpWhatIsKeptForSpeedBeforeAnybodyWaits() {
        AtomicInteger kept = new AtomicInteger(2);
        List<Loan> loans = new ArrayList<>(List.of(budget.reserve(40, "a"), budget.reserve(40, "b")));
        budget.addReclaimer(() -> {
            if (loans.isEmpty()) {
                return false;
            }
            loans.removeLast().close();
            kept.decrementAndGet();
            return true;
        });

        try (Loan _ = budget.reserve(60, "scan")) {
            assertEquals(1, kept.get(), "one was enough");
            assertEquals(0, budget.freeBytes());
        }
        assertEquals(60, budget.freeBytes());
    }

    @Test
    void shouldLeaveTheQueueWhenInterrupted() throws Exception {
        Loan all = budget.reserve(100, "first");
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread waiter = Thread.ofPlatform()
                .start(() ->
                        outcome.complete(assertThrows(CancellationException.class, () -> budget.reserve(1, "late"))));
        awaitWaiting(waiter);
        waiter.interrupt();

        assertEquals(CancellationException.class, outcome.get(20, SECONDS).getClass());
        all.close();
        all.close();
        assertEquals(100, budget.freeBytes(), "closing twice gives back once");
        assertFalse(budget.tryReserve(100).isEmpty(), "nobody waits any more");
    }

    @Test
    void shouldLendLessThanTheHeap() {
        assertEquals(850L << 20, MemoryBudget.ofHeap(1000L << 20).totalBytes());
        assertEquals(36L << 20, MemoryBudget.ofHeap(100L << 20).totalBytes());
        assertEquals(0, MemoryBudget.ofHeap(10L << 20).totalBytes());
    }

    private Thread waiting(long bytes, String name, List<String> order) {
        Thread thread = Thread.ofPlatform().start(() -> {
            try (Loan _ = budget.reserve(bytes, name)) {
                order.add(name);
            }
        });
        awaitWaiting(thread);
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        Awaitility.await().atMost(Patience.LONG).until(() -> thread.getState() == Thread.State.WAITING);
    }
}
