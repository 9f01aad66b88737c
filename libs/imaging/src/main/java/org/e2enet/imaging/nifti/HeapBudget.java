package org.e2enet.imaging.nifti;

/** Refuses arrays the heap can never hold, instead of letting the process die of them. */
final class HeapBudget {
    private static final long MIB = 1 << 20;

    private HeapBudget() {}

    static void require(long bytes) {
        long max = Runtime.getRuntime().maxMemory();
        if (bytes > max / 10 * 9) {
            throw NiftiFaults.memory(Math.ceilDiv(bytes, MIB), max / MIB);
        }
    }
}
