package org.e2enet.imaging.restore;

import java.util.Map;
import java.util.Set;
import org.e2enet.contract.PredictionMap;
import org.e2enet.contract.scan.PreparedGeometry;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.orientation.ArrayView;
import org.e2enet.imaging.prepare.PreparedGrid;
import org.e2enet.imaging.resample.LabelResampler;
import org.e2enet.imaging.resample.Resampling;

/**
 * Turns class probabilities on the prepared grid into labels on the scan's own: linear interpolation (nearest along an
 * axis of separate slices), the most probable class, then uncropped and turned back.
 *
 * <p>Slices come in by ascending depth and are used at once: two of them and the labels are all that is held, whatever
 * the number of classes. {@code restoration::accept} fits a sliding window's sink. Not thread safe; each slice is worked
 * on by all threads of the common pool.
 */
public final class Restoration {
    /** Smaller probabilities are 0 in a map. */
    private static final float LEAST_SHOWN = 1f / 1024;

    private final PreparedGeometry geometry;
    private final PreparedGrid grid;
    private final SliceBlend blend;
    private final short[] labels;
    private final ProbabilityMaps maps;
    private ProbabilitySlice below;
    private ProbabilitySlice current;
    private int accepted;
    private int written;

    /** Labels alone. */
    public Restoration(PreparedGeometry geometry, int classes) {
        this(geometry, classes, Set.of());
    }

    /**
     * @param classes probabilities per voxel, background included
     * @param wanted maps to be kept besides the labels, each voxel and map a byte
     */
    public Restoration(PreparedGeometry geometry, int classes, Set<PredictionMap> wanted) {
        if (classes < 2 || classes > Short.MAX_VALUE + 1) {
            throw new IllegalArgumentException("2 to 32768 classes are wanted: " + classes);
        }
        this.geometry = geometry;
        grid = new PreparedGrid(geometry);
        labels = new short[geometry.originalExtent().arrayLength()];
        maps = new ProbabilityMaps(wanted, classes, geometry.originalExtent());
        blend = new SliceBlend(grid.resampling().inverse(), grid.croppedView(), labels, maps);
        float negligible = maps.isWanted() ? LEAST_SHOWN : 0.5f / classes;
        int height = geometry.extent().height();
        int width = geometry.extent().width();
        below = new ProbabilitySlice(classes, height, width, negligible);
        current = new ProbabilitySlice(classes, height, width, negligible);
    }

    /**
     * Takes the next slice of the prepared grid.
     *
     * @param depth 0, 1, 2, ...
     * @param probabilities {@code [class][height * width]}, adding up to 1 per voxel; copied
     */
    public void accept(int depth, float[][] probabilities) {
        if (depth != accepted || probabilities.length != current.classes()) {
            throw outOfOrder("slice " + depth + " with " + probabilities.length + " classes");
        }
        ProbabilitySlice oldest = below;
        below = current;
        current = oldest;
        current.fill(probabilities);
        accepted++;
        while (written < blend.depth() && blend.upperSlice(written) < accepted) {
            boolean needsBelow = blend.lowerSlice(written) < accepted - 1;
            blend.write(written, needsBelow ? below : current, current);
            written++;
        }
    }

    /** The segmentation on the scan's own grid, once all slices were accepted. */
    public LabelVolume finish() {
        if (accepted != geometry.extent().depth()) {
            throw outOfOrder("the end");
        }
        return new LabelVolume(grid.original(), labels);
    }

    /** The maps that were wanted, on the scan's own grid, once all slices were accepted: one, or one per class. */
    public Map<PredictionMap, ShareMap[]> maps() {
        return maps.finish(grid.original());
    }

    /** What maps take. */
    public static long mapBytes(Set<PredictionMap> wanted, int classes, PreparedGeometry geometry) {
        return ProbabilityMaps.bytes(wanted, classes, geometry.originalExtent());
    }

    private FaultException outOfOrder(String got) {
        return new Fault(
                        "IMG-124",
                        "slice " + accepted + " of " + geometry.extent().depth() + " with " + current.classes()
                                + " classes is wanted next, got " + got,
                        "probabilities",
                        "Hand on every slice of the prepared scan once, by ascending depth.")
                .exception();
    }

    /** All probabilities at once, {@code [class][depth * height * width]}. */
    public static LabelVolume ofProbabilities(PreparedGeometry geometry, float[][] probabilities) {
        Restoration restoration = new Restoration(geometry, probabilities.length);
        int plane = geometry.extent().height() * geometry.extent().width();
        float[][] slice = new float[probabilities.length][plane];
        for (int depth = 0; depth < geometry.extent().depth(); depth++) {
            for (int label = 0; label < probabilities.length; label++) {
                System.arraycopy(probabilities[label], depth * plane, slice[label], 0, plane);
            }
            restoration.accept(depth, slice);
        }
        return restoration.finish();
    }

    /** Labels instead of probabilities: resampled by linear votes. */
    public static LabelVolume ofLabels(PreparedGeometry geometry, short[] prepared) {
        PreparedGrid grid = new PreparedGrid(geometry);
        Resampling back = grid.resampling().inverse();
        short[] cropped = LabelResampler.resample(prepared, back);
        ArrayView view = grid.croppedView();
        short[] labels = new short[geometry.originalExtent().arrayLength()];
        for (int d = 0; d < view.extent().depth(); d++) {
            for (int h = 0; h < view.extent().height(); h++) {
                for (int w = 0; w < view.extent().width(); w++) {
                    labels[view.offset(d, h, w)] = cropped[view.extent().offset(d, h, w)];
                }
            }
        }
        return new LabelVolume(grid.original(), labels);
    }
}
