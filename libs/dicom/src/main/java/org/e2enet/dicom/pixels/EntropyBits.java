package org.e2enet.dicom.pixels;

/** The coded bits of a scan, without the zero bytes that are stuffed behind 0xff, up to a marker. */
final class EntropyBits {
    /** No difference: the bits have ended, or are no code. */
    static final int NONE = Integer.MIN_VALUE;

    private static final int MOST_BITS = 16;

    private final byte[] stream;
    private int at;
    private long buffer;
    private int held;

    EntropyBits(byte[] stream, int from) {
        this.stream = stream;
        this.at = from;
    }

    /** The next coded difference of neighbours. */
    int difference(HuffmanTable table) {
        fill();
        int next = peek(MOST_BITS);
        int length = table.length(next);
        int category = table.symbol(next);
        if (length == 0 || length > held || category > MOST_BITS) {
            return NONE;
        }
        held -= length;
        if (category == 0) {
            return 0;
        }
        if (category == MOST_BITS) { // no bits follow
            return 1 << (MOST_BITS - 1);
        }
        fill();
        if (category > held) {
            return NONE;
        }
        int bits = peek(category);
        held -= category;
        return bits < 1 << (category - 1) ? bits - (1 << category) + 1 : bits;
    }

    /** Steps over the rest of a byte and a restart marker; false if none is there. */
    boolean skipRestart() {
        held = 0;
        if (at + 1 < stream.length && stream[at] == (byte) 0xff && (stream[at + 1] & 0xf8) == 0xd0) {
            at += 2;
            return true;
        }
        return false;
    }

    /** The next bits, zeros behind the last one. */
    private int peek(int count) {
        long wide = held >= count ? buffer >>> (held - count) : buffer << (count - held);
        return (int) (wide & (1L << count) - 1);
    }

    private void fill() {
        while (held <= 32 && at < stream.length) {
            int next = stream[at] & 0xff;
            if (next == 0xff) {
                if (at + 1 >= stream.length || stream[at + 1] != 0) {
                    return; // a marker
                }
                at++;
            }
            at++;
            buffer = buffer << 8 | next;
            held += 8;
        }
    }
}
