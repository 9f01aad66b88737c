package org.e2enet.imaging.gate;

import java.util.Locale;

/** What is odd about a grid that is taken. */
public enum GeometryNote {
    /** Voxel sizes were zero or no numbers in the header; they were taken from the affine, which says all. */
    SPACING_FROM_AFFINE(true),
    /** Voxel sizes in the header differ from the affine's by more than a thousandth; the affine's hold. */
    SPACING_DISAGREES(true),
    /** Lengths were in metres or microns and are millimetres now. */
    UNITS_CONVERTED(true),
    /** Directions were no unit vectors; their lengths were taken out. */
    DIRECTIONS_NORMALISED(true),
    /** Axes are not at right angles (a tilted gantry, say); work along the array's axes ignores it. */
    SHEARED(false),
    /** The file says nowhere how its axes lie in the patient; left and right may be exchanged. */
    NO_ORIENTATION(false),
    /** Voxels of 1 x 1 x 1 mm and no placement: most likely nobody wrote the real sizes. */
    SUSPICIOUS_SPACING(false),
    /** The two placements of the file (qform and sform) are mirrored against each other; the sform holds. */
    HANDEDNESS_DISAGREES(false),
    /** Labels or a further channel lie within a tenth of a voxel, but not within 0.001 mm: rounded by some tool. */
    GRID_ROUNDED(true);

    private final boolean repair;

    GeometryNote(boolean repair) {
        this.repair = repair;
    }

    /** Whether something was changed, not merely noticed. */
    public boolean isRepair() {
        return repair;
    }

    /** As written in events and flags: {@code spacing-from-affine}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
