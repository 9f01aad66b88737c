package org.e2enet.imaging.quality;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.gate.GeometryNote;
import org.e2enet.imaging.prepare.PreparedScan;

/** What a reader of a scan should know, though it is no reason to refuse it; with the gate's {@link GeometryNote}s. */
public final class ScanFlags {
    /** The coarsest voxel edge is more than three times the finest. */
    public static final String ANISOTROPIC = "anisotropic";

    /** Came with labels, but all are background. */
    public static final String NO_FOREGROUND = "no-foreground";

    /** A channel has the same value all over what the crop keeps. */
    public static final String NO_CONTRAST = "no-contrast";

    /** A channel that should hold Hounsfield units holds other numbers. */
    public static final String OUTSIDE_CT_RANGE = "outside-ct-range";

    /** The body runs out of the image to a side, the front or the back. */
    public static final String CLIPPED_FIELD_OF_VIEW = "clipped-field-of-view";

    /** A slice between others has one value all over. */
    public static final String CONSTANT_SLICES = "constant-slices";

    /** Two slices side by side are equal: one stands for a slice that is missing. */
    public static final String REPEATED_SLICES = "repeated-slices";

    private static final double ANISOTROPY = 3;

    private ScanFlags() {}

    /**
     * What a scan shows as it was read.
     *
     * @param notes of the gate, on image and labels
     * @param ct channels that should hold Hounsfield units
     */
    public static List<String> of(Volume image, Collection<GeometryNote> notes, IntPredicate ct) {
        SequencedSet<String> flags = new LinkedHashSet<>();
        notes.forEach(note -> flags.add(note.text()));
        if (image.geometry().spacing().anisotropy() > ANISOTROPY) {
            flags.add(ANISOTROPIC);
        }
        if (IntStream.range(0, image.channelCount())
                .filter(ct)
                .anyMatch(channel -> HounsfieldRange.isLeft(image.channel(channel)))) {
            flags.add(OUTSIDE_CT_RANGE);
        }
        if (FieldOfView.isClipped(image, ct.test(0))) {
            flags.add(CLIPPED_FIELD_OF_VIEW);
        }
        for (SliceOddity oddity : SliceOddity.of(image)) {
            flags.add(oddity == SliceOddity.CONSTANT ? CONSTANT_SLICES : REPEATED_SLICES);
        }
        return List.copyOf(flags);
    }

    /** What shows once a scan is prepared. */
    public static List<String> of(PreparedScan prepared) {
        List<String> flags = new ArrayList<>();
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
    public static boolean isFlat(float[] values, int from, int length) {
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
