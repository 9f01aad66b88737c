package org.e2enet.imaging.prepare;

/** The label -1 that nnU-Net gives to background outside the nonzero region. */
final class OutsideLabel {
    private static final short OUTSIDE = -1;

    private OutsideLabel() {}

    /** A copy with -1 where the label is 0 and the region does not reach. */
    static short[] marked(short[] labels, boolean[] region) {
        short[] marked = labels.clone();
        for (int n = 0; n < marked.length; n++) {
            if (marked[n] == 0 && !region[n]) {
                marked[n] = OUTSIDE;
            }
        }
        return marked;
    }

    /** Where a label is not -1. */
    static boolean[] inside(short[] labels) {
        boolean[] inside = new boolean[labels.length];
        for (int n = 0; n < inside.length; n++) {
            inside[n] = labels[n] >= 0;
        }
        return inside;
    }
}
