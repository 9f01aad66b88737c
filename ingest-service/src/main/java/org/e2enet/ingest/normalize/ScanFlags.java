package org.e2enet.ingest.normalize;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.prepare.PreparedScan;

/** What a reader of a normalised scan should know, though it is no reason to reject it. */
final class ScanFlags {
    /** Neither sform nor qform: the orientation was assumed to be right-anterior-superior. */
    static final String NO_ORIENTATION = "no-orientation";

    /** The coarsest voxel edge is more than three times the finest. */
    static final String ANISOTROPIC = "anisotropic";

    /** Came with labels, but all are background. */
    static final String NO_FOREGROUND = "no-foreground";

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
        return flags;
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
