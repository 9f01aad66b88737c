package org.e2enet.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The memory that work may take, lent out in bytes to everything in the process that takes much: scans, windows, caches, models.
 * Two limits hold at a time: that of the Java heap, and that of heap and native memory together.
 *
 * <p>It counts promises, not objects: a loan is what the work takes at its peak, told beforehand. Thread-safe.
 */
public final class MemoryBudget {
    /** Of the heap, what the service itself, its HTTP and Kafka clients and the collector's slack need. */
    private static final double OWN_SHARE = 0.15;

    private static final long OWN_LEAST_BYTES = 64L << 20;

    private final long heapBytes;
    private final long processBytes;
    private final Deque<Object> waiting = new ArrayDeque<>();
    private long lentHeapBytes;
    private long lentBytes;

    /** Borrowed bytes, given back by closing; closing twice changes nothing. */
    public final class Loan implements AutoCloseable {
        private Need need;

        private Loan(Need need) {
            this.need = need;
        }

        /**
         * Takes more or gives some back, without waiting.
         *
         * @return whether it now is as wanted; else it is as it was
         */
        public boolean resize(Need wanted) {
            synchronized (MemoryBudget.this) {
                take(need, -1);
                boolean fits = isFree(wanted);
                need = fits ? wanted : need;
                take(need, 1);
                MemoryBudget.this.notifyAll();
                return fits;
            }
        }

        @Override
        public void close() {
            resize(Need.NOTHING);
        }
    }

    /**
     * @param heapBytes to lend of the Java heap
     * @param processBytes to lend of heap and native memory together
     */
    public MemoryBudget(long heapBytes, long processBytes) {
        if (heapBytes < 0 || processBytes < 0) {
            throw new IllegalArgumentException("a budget of " + heapBytes + " and " + processBytes + " bytes");
        }
        this.heapBytes = heapBytes;
        this.processBytes = processBytes;
    }

    /** The budget of this process: what its heap has for large arrays, less what the service itself needs; native memory uncounted. */
    public static MemoryBudget ofHeap() {
        return ofProcess(Need.MOST_BYTES);
    }

    /** As {@link #ofHeap}, with a limit of heap and native memory together. */
    public static MemoryBudget ofProcess(long processBytes) {
        return new MemoryBudget(lent(Runtime.getRuntime().maxMemory(), LargeArrays.poolBytes()), processBytes);
    }

    /** What is lent is large arrays: they must fit into their pool beside what of the service itself lives long. */
    static long lent(long heapBytes, long poolBytes) {
        long own = Math.max(OWN_LEAST_BYTES, (long) (heapBytes * OWN_SHARE));
        return Math.max(0, Math.min(heapBytes - own, poolBytes - OWN_LEAST_BYTES));
    }

    /** All there is of the heap to lend, lent or not. */
    public long heapBytes() {
        return heapBytes;
    }

    /** All there is of heap and native memory to lend, lent or not. */
    public long processBytes() {
        return processBytes;
    }

    /** What nobody holds of the heap. */
    public synchronized long freeHeapBytes() {
        return heapBytes - lentHeapBytes;
    }

    /** Whether the whole budget is enough. */
    public boolean canEverLend(Need need) {
        return need.heapBytes() <= heapBytes && need.totalBytes() <= processBytes;
    }

    /**
     * Borrows, and waits for it where others hold too much, first come first served. Only for who holds no loan: two who waited for
     * each other's would wait for ever.
     *
     * @param beyond what is thrown, at once, when the whole budget is less
     * @throws CancellationException when the thread is interrupted meanwhile, which stays interrupted
     */
    public Loan reserve(Need need, Supplier<? extends RuntimeException> beyond) {
        if (!canEverLend(need)) {
            throw beyond.get();
        }
        Object turn = new Object();
        synchronized (this) {
            waiting.addLast(turn);
            try {
                while (waiting.peekFirst() != turn || !isFree(need)) {
                    wait();
                }
                return lend(need);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while waiting for memory");
            } finally {
                waiting.remove(turn);
                notifyAll();
            }
        }
    }

    /**
     * Borrows if there is room now, or can be made, and nobody waits for it.
     *
     * @param makeRoom has a loan given back, such as that of an idle model, and answers whether it did; asked until there is room
     */
    public Optional<Loan> tryReserve(Need need, BooleanSupplier makeRoom) {
        Optional<Loan> loan = tryReserve(need);
        while (loan.isEmpty() && canEverLend(need) && makeRoom.getAsBoolean()) {
            loan = tryReserve(need);
        }
        return loan;
    }

    private synchronized Optional<Loan> tryReserve(Need need) {
        return waiting.isEmpty() && isFree(need) ? Optional.of(lend(need)) : Optional.empty();
    }

    private boolean isFree(Need need) {
        return need.heapBytes() <= heapBytes - lentHeapBytes && need.totalBytes() <= processBytes - lentBytes;
    }

    private Loan lend(Need need) {
        take(need, 1);
        return new Loan(need);
    }

    private void take(Need need, int times) {
        lentHeapBytes += times * need.heapBytes();
        lentBytes += times * need.totalBytes();
    }
}
