package org.e2enet.dicom.part10;

/** What a single file may ask of its reader. Real files stay far below. */
final class ReadBounds {
    static final int DEPTH = 32;
    static final int ITEMS = 1_000_000;
    static final int VALUE_BYTES = 16 << 20;

    /** Deflated headers may pack well; pixels of a scan never pack like this. */
    private static final long DEFLATE_RATIO = 200;

    private static final long INFLATED_FREE_BYTES = 16 << 20;
    private static final long INFLATED_MAX_BYTES = 1L << 30;

    private ReadBounds() {}

    /** How much a deflated data set of this size may unpack to. */
    static long inflatedBytes(long packedBytes) {
        return Math.min(INFLATED_MAX_BYTES, Math.max(INFLATED_FREE_BYTES, DEFLATE_RATIO * packedBytes));
    }
}
