package org.e2enet.dicom.pixels;

/** Takes the stored bits out of their cells: what lies beside them (overlays of old scanners) is no part of a number. */
final class StoredNumbers {
    private StoredNumbers() {}

    /** In place. */
    static void fromCells(int[] cells, int count, FrameFormat format) {
        int left = 31 - format.highBit();
        int right = 32 - format.bitsStored();
        if (format.signed()) {
            for (int n = 0; n < count; n++) {
                cells[n] = cells[n] << left >> right;
            }
        } else {
            for (int n = 0; n < count; n++) {
                cells[n] = cells[n] << left >>> right;
            }
        }
    }
}
