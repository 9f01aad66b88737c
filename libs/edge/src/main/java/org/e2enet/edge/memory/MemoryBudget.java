package org.e2enet.edge.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/**
 * The heap that work may take, lent out in bytes to everything in the process that takes much: scans, windows, caches, models.
 * Who asks for more than is free waits, first come first served; who asks for more than there is hears so before any work.
 *
 * <p>It counts promises, not objects: a loan is what the work takes at its peak, told beforehand. Thread-safe.
 */
public final class MemoryBudget {
    /** More than the whole budget was asked for. */
    public static final String BEYOND_BUDGET = "EDG-203";

    /** Of the heap, what the service itself, its HTTP and Kafka clients and the collector's slack need. */
    private static final double OWN_SHARE = 0.15;

    private static final long OWN_LEAST_BYTES = 64L << 20;

    private final long totalBytes;
    private final List<Reclaimer> reclaimers = new CopyOnWriteArrayList<>();
    private final Deque<Object> waiting = new ArrayDeque<>();
    private long lentBytes;

    /** Something kept for speed alone, such as a cache or an idle model. */
    @FunctionalInterface
    public interface Reclaimer {
        /** Gives up one thing and closes its loan. Must not ask the budget. @return whether there was one */
        boolean giveUpOne();
    }

    /** Borrowed bytes, given back by closing; closing twice changes nothing. */
    public final class Loan implements AutoCloseable {
        private long bytes;

        private Loan(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public void close() {
            synchronized (MemoryBudget.this) {
                lentBytes -= bytes;
                bytes = 0;
                MemoryBudget.this.notifyAll();
            }
        }
    }

    public MemoryBudget(long totalBytes) {
        if (totalBytes < 0) {
            throw new IllegalArgumentException("a budget of " + totalBytes + " bytes");
        }
        this.totalBytes = totalBytes;
    }

    /** The budget of this process: its largest heap less what the service itself needs. */
    public static MemoryBudget ofHeap() {
        return ofHeap(Runtime.getRuntime().maxMemory());
    }

    static MemoryBudget ofHeap(long heapBytes) {
        long own = Math.max(OWN_LEAST_BYTES, (long) (heapBytes * OWN_SHARE));
        return new MemoryBudget(Math.max(0, heapBytes - own));
    }

    public long totalBytes() {
        return totalBytes;
    }

    public synchronized long freeBytes() {
        return totalBytes - lentBytes;
    }

    /** Asks what is kept for speed to make room before anybody waits. */
    public void addReclaimer(Reclaimer reclaimer) {
        reclaimers.add(reclaimer);
    }

    /**
     * Borrows, and waits for it where others hold too much.
     *
     * @param bytes at the peak of the work; a double, since what a header claims can be astronomic
     * @param what the borrower, for the fault: a pseudonymous id, never content
     * @throws FaultException {@code EDG-203} at once when the whole budget is less
     * @throws CancellationException when the thread is interrupted meanwhile, which stays interrupted
     */
    public Loan reserve(double bytes, String what) {
        long wanted = whole(bytes);
        if (wanted > totalBytes) {
            throw beyondBudget(wanted, what);
        }
        Object turn = new Object();
        synchronized (this) {
            waiting.addLast(turn);
        }
        try {
            while (true) {
                Optional<Loan> loan = lendInTurn(wanted, turn);
                if (loan.isPresent()) {
                    return loan.get();
                }
                if (!reclaim()) {
                    awaitChange(wanted, turn);
                }
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for memory");
        } finally {
            leave(turn);
        }
    }

    /** Borrows if there is room now and nobody waits for it; gives nothing up for it. */
    public synchronized Optional<Loan> tryReserve(double bytes) {
        long wanted = whole(bytes);
        return waiting.isEmpty() && wanted <= freeBytes() ? Optional.of(lend(wanted)) : Optional.empty();
    }

    private synchronized Optional<Loan> lendInTurn(long wanted, Object turn) {
        return waiting.peekFirst() == turn && wanted <= freeBytes() ? Optional.of(lend(wanted)) : Optional.empty();
    }

    private synchronized void awaitChange(long wanted, Object turn) throws InterruptedException {
        if (waiting.peekFirst() != turn || wanted > freeBytes()) {
            wait();
        }
    }

    private synchronized void leave(Object turn) {
        waiting.remove(turn);
        notifyAll();
    }

    private Loan lend(long bytes) {
        lentBytes += bytes;
        return new Loan(bytes);
    }

    private boolean reclaim() {
        return reclaimers.stream().anyMatch(Reclaimer::giveUpOne);
    }

    private FaultException beyondBudget(long wanted, String what) {
        return new Fault(
                        BEYOND_BUDGET,
                        "the work needs " + mebibytes(wanted) + " MiB of heap, the service lends "
                                + mebibytes(totalBytes),
                        what,
                        "Start the service with a larger -Xmx.")
                .exception();
    }

    private static long whole(double bytes) {
        if (!(bytes >= 0)) {
            throw new IllegalArgumentException("a loan of " + bytes + " bytes");
        }
        return (long) Math.min(Math.ceil(bytes), Long.MAX_VALUE / 2.0);
    }

    private static long mebibytes(long bytes) {
        return bytes >> 20;
    }
}
