package org.e2enet.infer.models;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.e2enet.infer.config.InferConfig;

/**
 * What served models and the prediction in work may take together: {@code infer.memory-limit} for the whole process. Whoever
 * takes much memory asks here first. Thread-safe.
 */
@Singleton
public class MemoryBudget {
    private final long limitBytes;
    private long takenBytes;

    @Inject
    MemoryBudget(InferConfig config) {
        this(config.memoryLimit().asLongValue());
    }

    MemoryBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** A share of the budget, until closed. */
    public final class Reservation implements AutoCloseable {
        private long bytes;

        private Reservation(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public void close() {
            synchronized (MemoryBudget.this) {
                takenBytes -= bytes;
                bytes = 0;
            }
        }
    }

    public long limitBytes() {
        return limitBytes;
    }

    public synchronized long takenBytes() {
        return takenBytes;
    }

    /**
     * A share, if there is room for it or can be made.
     *
     * @param makeRoom frees something and answers whether it did; asked until there is room
     */
    Optional<Reservation> reserve(long bytes, BooleanSupplier makeRoom) {
        Optional<Reservation> share = take(bytes);
        while (share.isEmpty() && bytes <= limitBytes && makeRoom.getAsBoolean()) {
            share = take(bytes);
        }
        return share;
    }

    private synchronized Optional<Reservation> take(long bytes) {
        // Written so that no sum overflows.
        if (bytes > limitBytes - takenBytes) {
            return Optional.empty();
        }
        takenBytes += bytes;
        return Optional.of(new Reservation(bytes));
    }
}
