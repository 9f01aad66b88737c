package org.e2enet.standalone.stack;

import java.lang.management.ManagementFactory;

/**
 * A service's largest Java heap by the memory of the machine, or of the container that the stack runs in: a share of it between
 * bounds. The shares add up to less than the whole: libtorch's tensors, Kafka and the page cache lie outside of heaps.
 *
 * @param percent of the memory
 * @param leastMiB below it the service cannot do its work at all
 * @param mostMiB above it nothing is gained
 */
record HeapShare(int percent, int leastMiB, int mostMiB) {
    private static final int MIB = 1 << 20;

    /** In MiB, of a machine with so much memory. */
    int of(long memoryBytes) {
        long share = memoryBytes / MIB * percent / 100;
        return Math.clamp(share, leastMiB, mostMiB);
    }

    /** Of this machine or container. */
    static long memoryBytes() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }
}
