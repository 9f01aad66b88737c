package org.e2enet.sparse;

import java.util.List;

/**
 * How the engine runs.
 *
 * @param threads that share one forward
 * @param memoryLimitBytes a model that needs more for its patch is refused before any work
 * @param kernels families in order of preference: {@code vector}, {@code scalar}
 */
public record SparseOptions(int threads, long memoryLimitBytes, List<String> kernels) {
    public SparseOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is wanted, got " + threads);
        }
        if (memoryLimitBytes < 1) {
            throw new IllegalArgumentException("the memory limit must be positive, got " + memoryLimitBytes);
        }
        kernels = List.copyOf(kernels);
    }

    /** All cores, no memory limit, vector kernels before scalar ones. */
    public static SparseOptions defaults() {
        return new SparseOptions(
                Runtime.getRuntime().availableProcessors(), Long.MAX_VALUE, Families.DEFAULT_PREFERENCE);
    }

    public SparseOptions withThreads(int count) {
        return new SparseOptions(count, memoryLimitBytes, kernels);
    }

    public SparseOptions withMemoryLimitBytes(long bytes) {
        return new SparseOptions(threads, bytes, kernels);
    }

    public SparseOptions withKernels(String... families) {
        return new SparseOptions(threads, memoryLimitBytes, List.of(families));
    }
}
