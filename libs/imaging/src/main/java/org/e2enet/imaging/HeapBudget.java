package org.e2enet.imaging;

import org.e2enet.faults.Fault;
import org.e2enet.memory.LargeArrays;

/** Refuses arrays the heap can never hold, instead of letting the process die of them. */
public final class HeapBudget {
    private static final long MIB = 1 << 20;

    private HeapBudget() {}

    /** Throws {@code IMG-118} for more bytes than nine tenths of what the heap has for large arrays. */
    public static void require(long bytes) {
        long max = LargeArrays.poolBytes();
        if (bytes > max / 10 * 9) {
            throw new Fault(
                            "IMG-118",
                            "the image takes " + Math.ceilDiv(bytes, MIB) + " MiB of memory, the process may use "
                                    + max / MIB,
                            "sizes",
                            "Raise the memory limit (-Xmx), or crop the image.")
                    .exception();
        }
    }
}
