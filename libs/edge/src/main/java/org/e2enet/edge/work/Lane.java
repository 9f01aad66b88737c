package org.e2enet.edge.work;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Platform threads that do a service's work: one where a network uses all cores by itself, more where work is short. While the
 * service ends, running tasks are asked to leave ({@link #isDraining}, and an interrupt unless they save something first) and waiting
 * ones are dropped; their records go back to the topic.
 *
 * <p>Cancelled is not failed: whatever a task throws after the lane began to drain ends nowhere, whichever fault an engine or the
 * store made of the interrupt.
 *
 * <p>Thread-safe.
 */
public final class Lane {
    /** How running tasks are asked to leave. */
    public enum Asking {
        /** Whatever blocks is interrupted: for tasks that lose nothing when they are broken off anywhere. */
        INTERRUPT,
        /** By {@link #isDraining} alone: an interrupt would break off writes of a task that leaves in good order. */
        FLAG
    }

    private final String name;
    private final Asking asking;
    private final int width;
    private final ExecutorService threads;
    private final CountDownLatch draining = new CountDownLatch(1);

    public Lane(String name) {
        this(name, 1, Asking.INTERRUPT);
    }

    /** @param threads tasks that run at the same time */
    public Lane(String name, int threads, Asking asking) {
        this.name = name;
        this.asking = asking;
        this.width = threads;
        this.threads =
                new LaneThreads(threads, Thread.ofPlatform().name(name + "-", 0).factory());
    }

    public String name() {
        return name;
    }

    /** Tasks that run at the same time. */
    public int threads() {
        return width;
    }

    /**
     * Runs a task when its turn comes.
     *
     * @return completes with the task; never completes when the service ends before the task does, so that its record is
     *     neither acknowledged nor dead-lettered
     */
    public <T> CompletableFuture<T> submit(Supplier<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            threads.execute(() -> run(task, result));
        } catch (RejectedExecutionException refused) {
            // Only a draining lane refuses: the record stays with the topic.
            return result;
        }
        return result;
    }

    private <T> void run(Supplier<T> task, CompletableFuture<T> result) {
        if (isDraining()) {
            return;
        }
        try {
            result.complete(task.get());
        } catch (Throwable failure) {
            if (!isDraining()) {
                result.completeExceptionally(failure);
            }
        }
    }

    /** Whether tasks should leave at their next safe point. */
    public boolean isDraining() {
        return draining.getCount() == 0;
    }

    /** @throws CancellationException when the lane drains: for a task that is about to judge why something failed */
    public void requireRunning() {
        if (isDraining()) {
            throw new CancellationException("the service ends");
        }
    }

    /**
     * Lets a task wait.
     *
     * @throws CancellationException as soon as the lane drains
     */
    public void pause(Duration pause) {
        try {
            draining.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting");
        }
        requireRunning();
    }

    /** Asks the running tasks to leave, without waiting for them. */
    void beginToDrain() {
        draining.countDown();
        switch (asking) {
            case INTERRUPT -> threads.shutdownNow();
            case FLAG -> threads.shutdown();
        }
    }

    /** Asks the running tasks to leave and waits for them. @return whether they left in time */
    public boolean drain(Duration timeout) {
        beginToDrain();
        try {
            return threads.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
