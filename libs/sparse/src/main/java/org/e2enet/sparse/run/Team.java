package org.e2enet.sparse.run;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.e2enet.sparse.kernel.Phase;
import org.e2enet.sparse.memory.Workspace;

/**
 * A fixed set of threads that run one phase after another, the caller being one of them. Tasks are handed out by a
 * counter; nothing is allocated per phase. One phase at a time: callers take turns outside.
 */
public final class Team implements AutoCloseable {
    /** A phase of the deepest levels lasts microseconds: workers look this often for the next one before they sleep. */
    private static final int SPINS = 20_000;

    private static final int CLOSED = -1;

    private final Thread[] workers;
    private final float[][] scratch;
    private final AtomicInteger nextTask = new AtomicInteger();
    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile int phases;
    private volatile Throwable failure;
    private Phase phase;
    private Workspace workspace;
    private int tasks;
    private Thread caller;

    public Team(int threads, int scratchFloats) {
        scratch = new float[threads][scratchFloats];
        workers = new Thread[threads - 1];
        for (int i = 0; i < workers.length; i++) {
            int member = i + 1;
            workers[i] = Thread.ofPlatform().daemon().name("sparse-", member).unstarted(() -> serve(member));
        }
        for (Thread worker : workers) {
            worker.start();
        }
    }

    /** Of each thread. */
    public int scratchFloats() {
        return scratch[0].length;
    }

    /** Runs all tasks of a phase and returns when they are done. What a task throws is thrown here. */
    public void run(Phase next, Workspace memory) {
        int count = next.tasks();
        if (workers.length == 0 || count == 1) {
            for (int i = 0; i < count; i++) {
                next.run(i, memory, scratch[0]);
            }
            return;
        }
        phase = next;
        workspace = memory;
        tasks = count;
        caller = Thread.currentThread();
        nextTask.set(0);
        unfinished.set(workers.length);
        phases = phases + 1;
        for (Thread worker : workers) {
            LockSupport.unpark(worker);
        }
        takeTasks(scratch[0]);
        awaitWorkers();
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            throw new IllegalStateException("a kernel failed", thrown);
        }
    }

    private void takeTasks(float[] own) {
        try {
            for (int i = nextTask.getAndIncrement(); i < tasks; i = nextTask.getAndIncrement()) {
                phase.run(i, workspace, own);
            }
        } catch (RuntimeException | Error thrown) {
            failure = thrown;
            nextTask.set(tasks);
        }
    }

    private void awaitWorkers() {
        boolean interrupted = false;
        for (int spins = 0; unfinished.get() > 0; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
                continue;
            }
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(int member) {
        int seen = 0;
        while (true) {
            for (int spins = 0; phases == seen; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                    continue;
                }
                LockSupport.park(this);
            }
            seen = phases;
            if (seen == CLOSED) {
                return;
            }
            takeTasks(scratch[member]);
            Thread waiting = caller;
            if (unfinished.decrementAndGet() == 0) {
                LockSupport.unpark(waiting);
            }
        }
    }

    @Override
    public void close() {
        phases = CLOSED;
        for (Thread worker : workers) {
            LockSupport.unpark(worker);
        }
    }
}
