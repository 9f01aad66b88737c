package org.e2enet.imaging.quality;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.e2enet.imaging.Volume;

/** What can be wrong with the slices of an image, along its slowest axis. */
enum SliceOddity {
    /** One value all over, between slices that are not. */
    CONSTANT,
    /** Equal to the one before. */
    REPEATED;

    static Set<SliceOddity> of(Volume image) {
        Set<SliceOddity> found = EnumSet.noneOf(SliceOddity.class);
        int plane = image.extent().height() * image.extent().width();
        for (float[] channel : image.channels()) {
            look(channel, plane, found);
        }
        return found;
    }

    private static void look(float[] channel, int plane, Set<SliceOddity> found) {
        boolean begun = false;
        boolean constantSince = false;
        for (int from = 0; from < channel.length; from += plane) {
            if (ScanFlags.isFlat(channel, from, plane)) {
                constantSince = begun;
                continue;
            }
            if (constantSince) {
                found.add(CONSTANT);
            }
            if (begun && !constantSince && Arrays.equals(channel, from, from + plane, channel, from - plane, from)) {
                found.add(REPEATED);
            }
            begun = true;
            constantSince = false;
        }
    }
}
