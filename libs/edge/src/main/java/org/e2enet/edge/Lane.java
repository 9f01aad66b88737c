package org.e2enet.edge;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One platform thread that runs tasks one after the other: a network uses all cores by itself. While the service ends, running
 * tasks are asked to leave ({@link #isDraining}) and waiting ones are dropped; their records go back to the topic.
 *
 * <p>Thread-safe.
 */
public final class Lane {
    private final ExecutorService thread;
    private volatile boolean draining;

    public Lane(String name) {
        this.thread =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).factory());
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
            thread.execute(() -> run(task, result));
        } catch (RejectedExecutionException refused) {
            // Only a draining lane refuses: the record stays with the topic.
            return result;
        }
        return result;
    }

    private <T> void run(Supplier<T> task, CompletableFuture<T> result) {
        try {
            result.complete(task.get());
        } catch (Throwable failure) {
            if (!draining) {
                result.completeExceptionally(failure);
            }
        }
    }

    /** Whether tasks should leave at their next safe point. */
    public boolean isDraining() {
        return draining;
    }

    /** Asks the running task to leave and waits for it. @return whether it left in time */
    public boolean drain(Duration timeout) {
        draining = true;
        thread.shutdownNow();
        try {
            return thread.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
