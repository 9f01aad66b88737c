package org.e2enet.memory;

/**
 * Memory that work takes at its peak.
 *
 * @param heapBytes of Java objects
 * @param nativeBytes beside the heap
 */
public record Need(long heapBytes, long nativeBytes) {
    /** More than any machine has; two of them together are still a number. */
    static final long MOST_BYTES = Long.MAX_VALUE / 4;

    public static final Need NOTHING = new Need(0, 0);

    public Need {
        if (heapBytes < 0 || nativeBytes < 0) {
            throw new IllegalArgumentException("a need of " + heapBytes + " and " + nativeBytes + " bytes");
        }
        heapBytes = Math.min(heapBytes, MOST_BYTES);
        nativeBytes = Math.min(nativeBytes, MOST_BYTES);
    }

    /** @param bytes a double, since what a header claims can be astronomic */
    public static Need heap(double bytes) {
        return new Need((long) Math.ceil(bytes), 0);
    }

    public long totalBytes() {
        return heapBytes + nativeBytes;
    }
}
