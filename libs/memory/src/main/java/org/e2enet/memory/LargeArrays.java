package org.e2enet.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/**
 * Where scans go: arrays too large for a collector's young generation are made in the old one at once. Of collectors that keep the two
 * apart (SerialGC, ParallelGC) that is two thirds of {@code -Xmx} unless {@code -XX:NewRatio} says more.
 */
public final class LargeArrays {
    private LargeArrays() {}

    /** Largest size in bytes of the memory pool that they go to: what one array, or several such at a time, can never exceed. */
    public static long poolBytes() {
        long heapBytes = Runtime.getRuntime().maxMemory();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(LargeArrays::mostBytes)
                .max()
                .stream()
                .filter(bytes -> bytes > 0)
                .map(bytes -> Math.min(bytes, heapBytes))
                .findFirst()
                .orElse(heapBytes);
    }

    /** −1 of a pool without a limit of its own. */
    private static long mostBytes(MemoryPoolMXBean pool) {
        return pool.getUsage().getMax();
    }
}
