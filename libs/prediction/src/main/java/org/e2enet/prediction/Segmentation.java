package org.e2enet.prediction;

import java.util.List;
import java.util.Objects;
import org.e2enet.imaging.LabelVolume;

/**
 * A prediction in the scan's own geometry.
 *
 * @param labels class indices on the scan's grid
 * @param windows how many windows the networks saw
 * @param undecidedVoxels of the prepared scan, whose most probable class is not proven because only the strongest were summed up
 * @param flags what a reader should know: {@link #EMPTY}, {@link #PADDED}, {@link #CLEARED}, {@link #UNDECIDED}
 */
public record Segmentation(LabelVolume labels, int windows, long undecidedVoxels, List<String> flags) {
    /** Nothing but background was found. */
    public static final String EMPTY = "empty-segmentation";

    /** The prepared scan is smaller than the patch on some axis and was padded with zeros. */
    public static final String PADDED = "padded-to-patch";

    /** Post-processing set voxels outside largest components to background. */
    public static final String CLEARED = "components-cleared";

    /** So many classes are likely at so many voxels that another than the one written may be the most probable there. */
    public static final String UNDECIDED = "many-likely-classes";

    public Segmentation {
        Objects.requireNonNull(labels, "labels");
        flags = List.copyOf(flags);
    }
}
