package org.e2enet.dicom.pixels;

import java.util.Arrays;

/** Codes of up to 16 bits, looked up by the 16 bits that come next. */
record HuffmanTable(short[] lengthAndSymbol) {
    private static final int CODE_BITS = 16;

    /**
     * @param counts where 16 counts of codes by length begin, then the symbols
     * @return null if there are more codes than their lengths allow
     */
    static HuffmanTable of(byte[] stream, int counts, int codes) {
        short[] table = new short[1 << CODE_BITS];
        int filled = 0;
        int symbol = counts + CODE_BITS;
        for (int length = 1; length <= CODE_BITS; length++) {
            int span = 1 << (CODE_BITS - length);
            for (int n = stream[counts + length - 1] & 0xff; n > 0; n--) {
                if (filled + span > table.length) {
                    return null;
                }
                Arrays.fill(table, filled, filled + span, (short) (length << 8 | stream[symbol++] & 0xff));
                filled += span;
            }
        }
        return new HuffmanTable(table);
    }

    /** Length of the code at the start of 16 bits, 0 for none. */
    int length(int next16) {
        return lengthAndSymbol[next16] >> 8;
    }

    int symbol(int next16) {
        return lengthAndSymbol[next16] & 0xff;
    }
}
