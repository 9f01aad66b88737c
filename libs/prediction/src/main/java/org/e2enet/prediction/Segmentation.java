package org.e2enet.prediction;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.e2enet.contract.ClassLabels;
import org.e2enet.contract.PredictionMap;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.restore.ShareMap;
import org.e2enet.prediction.quality.ScanMeasures;

/**
 * A prediction in the scan's own geometry.
 *
 * @param labels class indices on the scan's grid
 * @param windows how many windows the networks saw
 * @param undecidedVoxels of the prepared scan, whose most probable class is not proven because only the strongest were summed up
 * @param measures of scan and segmentation, before post-processing
 * @param maps those that were asked for, on the scan's grid: one, or one per class
 * @param flags what a reader should know: {@link #EMPTY}, {@link #PADDED}, {@link #CLEARED}, {@link #UNDECIDED}
 */
public record Segmentation(
        LabelVolume labels,
        int windows,
        long undecidedVoxels,
        ScanMeasures measures,
        Map<PredictionMap, ShareMap[]> maps,
        List<String> flags) {
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

    /** The same with other flags: those of the scan before its own, say. */
    Segmentation withFlags(List<String> newFlags) {
        return new Segmentation(labels, windows, undecidedVoxels, measures, maps, newFlags);
    }

    /** The maps by name: {@code uncertainty}, {@code probability-LABEL}. */
    public Map<String, ShareMap> namedMaps(ClassLabels classLabels) {
        Map<String, ShareMap> named = new TreeMap<>();
        maps.forEach((kind, files) -> {
            for (int n = 0; n < files.length; n++) {
                named.put(
                        kind == PredictionMap.UNCERTAINTY
                                ? "uncertainty"
                                : "probability-" + classLabels.values().get(n),
                        files[n]);
            }
        });
        return named;
    }
}
