package org.e2enet.dicom.seg;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.series.Series;
import org.e2enet.imaging.Affine;

/** Finds the slice of the series that each frame of a segmentation lies on. */
final class SegPlaces {
    /** How far a frame may be from its slice, in slices and pixels. */
    private static final double SAME_PLACE = 0.01;

    private static final double SAME_DIRECTION = 1e-3;

    private SegPlaces() {}

    static List<SegFrame> of(DataSet seg, Series series, boolean binary) {
        DataSet shared = seg.item(Attribute.SHARED_FUNCTIONAL_GROUPS_SEQUENCE).orElseGet(DataSet::new);
        List<DataSet> groups = seg.items(Attribute.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        if (groups.size() != seg.integer(Attribute.NUMBER_OF_FRAMES, 1)) {
            throw SegFaults.incomplete("the segmentation does not describe each of its frames");
        }
        Affine index = series.requireGeometry().affine().inverse();
        List<SegFrame> frames = new ArrayList<>();
        for (DataSet group : groups) {
            requireSameDirections(group, shared, series);
            int segment = binary ? segment(group, shared) : 0;
            frames.add(new SegFrame(segment, k(group, shared, index, series)));
        }
        return frames;
    }

    private static int segment(DataSet group, DataSet shared) {
        int segment = macro(group, shared, Attribute.SEGMENT_IDENTIFICATION_SEQUENCE)
                .integer(Attribute.REFERENCED_SEGMENT_NUMBER, 0);
        if (segment < 1 || segment > Short.MAX_VALUE) {
            throw SegFaults.incomplete("a frame does not say its segment");
        }
        return segment;
    }

    private static int k(DataSet group, DataSet shared, Affine index, Series series) {
        double[] lps =
                macro(group, shared, Attribute.PLANE_POSITION_SEQUENCE).numbers(Attribute.IMAGE_POSITION_PATIENT);
        if (lps.length != 3) {
            throw SegFaults.incomplete("a frame has no position");
        }
        double[] place = index.apply(-lps[0], -lps[1], lps[2]);
        int k = (int) Math.rint(place[2]);
        boolean onSlice = Math.abs(place[0]) < SAME_PLACE
                && Math.abs(place[1]) < SAME_PLACE
                && Math.abs(place[2] - k) < SAME_PLACE
                && k >= 0
                && k < series.slices().size();
        if (!onSlice) {
            throw SegFaults.otherGrid("a frame lies on no slice of the series");
        }
        return k;
    }

    private static void requireSameDirections(DataSet group, DataSet shared, Series series) {
        double[] directions =
                macro(group, shared, Attribute.PLANE_ORIENTATION_SEQUENCE).numbers(Attribute.IMAGE_ORIENTATION_PATIENT);
        List<Double> wanted = series.slices().getFirst().orientation();
        if (directions.length != wanted.size()) {
            throw SegFaults.incomplete("a frame has no orientation");
        }
        for (int n = 0; n < directions.length; n++) {
            if (Math.abs(directions[n] - wanted.get(n)) > SAME_DIRECTION) {
                throw SegFaults.otherGrid("its frames are turned against the slices");
            }
        }
    }

    private static DataSet macro(DataSet group, DataSet shared, Attribute sequence) {
        return group.item(sequence).or(() -> shared.item(sequence)).orElseGet(DataSet::new);
    }
}
