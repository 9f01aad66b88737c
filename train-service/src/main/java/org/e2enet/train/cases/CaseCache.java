package org.e2enet.train.cases;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;
import org.e2enet.training.data.TrainingCase;

/**
 * The cases of a fold that stay in memory between patches, for training and validation together. Those used least give way.
 * Thread-safe; a case that two threads want at a time is read once.
 */
public final class CaseCache {
    private static final int UNIT_BYTES = 1 << 10;

    private final Cache<String, TrainingCase> cases;

    /** @param limitBytes that the cases in the cache take at most; 0 keeps none */
    public CaseCache(long limitBytes) {
        this.cases = Caffeine.newBuilder()
                .maximumWeight(limitBytes / UNIT_BYTES)
                .weigher((String _, TrainingCase held) ->
                        Math.toIntExact(Math.ceilDiv(bytes(held.image().length, held.labels().length), UNIT_BYTES)))
                // Evicts in the thread that brings a case, not some time later.
                .executor(Runnable::run)
                .build();
    }

    TrainingCase get(String scanId, Supplier<TrainingCase> read) {
        return cases.get(scanId, _ -> read.get());
    }

    /** Lets all cases go. */
    public void clear() {
        cases.invalidateAll();
    }

    /** Bytes of a case in memory. */
    static long bytes(long imageValues, long labels) {
        return Float.BYTES * imageValues + Short.BYTES * labels;
    }

    long heldBytes() {
        cases.cleanUp();
        return cases.asMap().values().stream()
                .mapToLong(held -> bytes(held.image().length, held.labels().length))
                .sum();
    }
}
