package org.e2enet.dicom.part10;

/** What a single file may ask of its reader. Real files stay far below. */
final class ReadBounds {
    static final int DEPTH = 32;
    static final int ITEMS = 1_000_000;
    static final int VALUE_BYTES = 16 << 20;
    static final long INFLATED_BYTES = 1L << 30;

    private ReadBounds() {}
}
