package org.e2enet.training.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.e2enet.network.training.Batch;

/**
 * Prepares the batches of coming iterations on threads of its own, so that the training step never waits for data. Batches
 * come in order. Not thread safe: one consumer.
 */
public final class BatchPipeline implements AutoCloseable {
    /** Batches that are kept ready. */
    public static final int AHEAD = 4;

    private final PatchSampler sampler;
    private final ExecutorService threads;
    private final Deque<CompletableFuture<Batch>> ahead = new ArrayDeque<>();
    private final long end;
    private long next;

    /** Batches {@code [first, end)}; {@value #AHEAD} of them are kept ready. */
    public BatchPipeline(PatchSampler sampler, long first, long end, int threadCount) {
        this.sampler = sampler;
        this.end = end;
        this.next = first;
        this.threads = Executors.newFixedThreadPool(
                threadCount, Thread.ofPlatform().name("augment-", 0).daemon().factory());
        for (int i = 0; i < AHEAD; i++) {
            request();
        }
    }

    public Batch take() {
        request();
        try {
            return ahead.removeFirst().join();
        } catch (CompletionException failed) {
            switch (failed.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw failed;
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void request() {
        if (next < end) {
            long iteration = next++;
            ahead.addLast(CompletableFuture.supplyAsync(() -> sampler.batch(iteration), threads));
        }
    }
}
