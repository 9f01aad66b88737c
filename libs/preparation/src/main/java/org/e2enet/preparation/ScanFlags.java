package org.e2enet.preparation;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.prepare.PreparedScan;

/** What a reader of a normalised scan should know, though it is no reason to reject it. */
public final class ScanFlags {
    /** Neither sform nor qform: the orientation was assumed to be right-anterior-superior. */
    public static final String NO_ORIENTATION = "no-orientation";

    /** The coarsest voxel edge is more than three times the finest. */
    public static final String ANISOTROPIC = "anisotropic";

    /** Came with labels, but all are background. */
    public static final String NO_FOREGROUND = "no-foreground";

    /** A channel has the same value all over what the crop keeps. */
    public static final String NO_CONTRAST = "no-contrast";

    private static final double ANISOTROPY = 3;

    private ScanFlags() {}

    static List<String> of(Geometry original, PreparedScan prepared) {
        List<String> flags = new ArrayList<>();
        if (original.placement().sformCode() <= 0 && original.placement().qformCode() <= 0) {
            flags.add(NO_ORIENTATION);
        }
        if (original.spacing().anisotropy() > ANISOTROPY) {
            flags.add(ANISOTROPIC);
        }
        if (prepared.labels() != null && !hasForeground(prepared.labels())) {
            flags.add(NO_FOREGROUND);
        }
        if (hasFlatChannel(prepared)) {
            flags.add(NO_CONTRAST);
        }
        return flags;
    }

    private static boolean hasFlatChannel(PreparedScan prepared) {
        int voxels = prepared.extent().arrayLength();
        for (int channel = 0; channel < prepared.channels(); channel++) {
            if (isFlat(prepared.image(), channel * voxels, voxels)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a stretch of an array is one value all over. */
    static boolean isFlat(float[] values, int from, int length) {
        for (int n = from + 1; n < from + length; n++) {
            if (values[n] != values[from]) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasForeground(short[] labels) {
        for (short label : labels) {
            if (label > 0) {
                return true;
            }
        }
        return false;
    }
}
