package org.e2enet.train.cases;

import org.e2enet.memory.MemoryBudget;
import org.e2enet.memory.MemoryBudget.Loan;
import org.e2enet.memory.Need;

/**
 * What a fold holds of the service's heap while it trains.
 *
 * @param cache empties when this is closed
 * @param loan what the fold needs and the cache may take
 */
public record FoldMemory(CaseCache cache, Loan loan) implements AutoCloseable {
    /**
     * @param heap how the fold shares it out
     * @param mostCacheBytes more is never taken for the cache
     * @throws org.e2enet.faults.FaultException TRA-112 when there is less than the fold needs
     */
    public static FoldMemory borrow(MemoryBudget memory, TrainingHeap heap, long mostCacheBytes) {
        long cacheBytes = heap.cacheBytes(mostCacheBytes);
        return new FoldMemory(new CaseCache(cacheBytes), borrow(memory, heap.neededBytes() + cacheBytes));
    }

    /** @throws org.e2enet.faults.FaultException TRA-112 */
    public static Loan borrow(MemoryBudget memory, long bytes) {
        return memory.tryReserve(Need.heap(bytes), () -> false)
                .orElseThrow(() -> CaseFaults.heap(bytes, memory.freeHeapBytes()));
    }

    @Override
    public void close() {
        cache.clear();
        loan.close();
    }
}
