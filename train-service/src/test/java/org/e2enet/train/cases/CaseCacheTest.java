package org.e2enet.train.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.e2enet.contract.Size3;
import org.e2enet.faults.FaultException;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.training.data.TrainingCase;
import org.junit.jupiter.api.Test;

class CaseCacheTest {
    private static final Size3 SIZE = Size3.cube(16);
    private static final long CASE_BYTES = 6 * SIZE.volume();

    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void shouldNeverHoldMoreThanItsLimit() {
        CaseCache cache = new CaseCache(3 * CASE_BYTES);
        for (int number = 0; number < 50; number++) {
            get(cache, "case-" + number);
            assertTrue(cache.heldBytes() <= 3 * CASE_BYTES, () -> cache.heldBytes() + " bytes");
        }
        assertTrue(cache.heldBytes() >= 2 * CASE_BYTES, () -> cache.heldBytes() + " bytes");
    }

    @Test
    void shouldReadACaseOnceWhileThereIsRoom() {
        CaseCache cache = new CaseCache(3 * CASE_BYTES);
        assertSame(get(cache, "a"), get(cache, "a"));
        assertEquals(1, reads.get());
        cache.clear();
        get(cache, "a");
        assertEquals(2, reads.get());
    }

    @Test
    void shouldHandOnWhatItCannotHold() {
        CaseCache none = new CaseCache(0);
        assertEquals("a", get(none, "a").id());
        assertEquals(0, none.heldBytes());
    }

    @Test
    void shouldTakeWhatIsLeftOfTheHeapAndRefuseWhereNothingIs() {
        TrainingHeap heap = new TrainingHeap(300, 1000);
        assertEquals(700, heap.cacheBytes(4000));
        assertEquals(500, heap.cacheBytes(500));
        assertEquals(
                "TRA-112",
                assertThrows(FaultException.class, () -> new TrainingHeap(1001, 1000).cacheBytes(500))
                        .fault()
                        .code());
    }

    @Test
    void shouldBorrowWhatTheFoldNeedsAndItsCacheMayTakeUntilItIsTrained() {
        MemoryBudget memory = new MemoryBudget(1000, 1000);
        try (FoldMemory fold = FoldMemory.borrow(memory, new TrainingHeap(300, 1000), 500)) {
            assertEquals(200, memory.freeHeapBytes());
            get(fold.cache(), "a");
        }
        assertEquals(1000, memory.freeHeapBytes());
        assertEquals(
                "TRA-112",
                assertThrows(FaultException.class, () -> FoldMemory.borrow(memory, 1001))
                        .fault()
                        .code());
    }

    private TrainingCase get(CaseCache cache, String id) {
        return cache.get(id, () -> {
            reads.incrementAndGet();
            int voxels = Math.toIntExact(SIZE.volume());
            return new TrainingCase(id, new float[voxels], new short[voxels], SIZE);
        });
    }
}
