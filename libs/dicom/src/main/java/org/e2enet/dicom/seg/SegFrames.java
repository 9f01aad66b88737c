package org.e2enet.dicom.seg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.series.Series;
import org.e2enet.dicom.series.Slice;

/** Functional groups of the frames: where each lies and which source image it belongs to. */
final class SegFrames {
    private SegFrames() {}

    static void put(DataSet seg, Series series, List<SegFrame> frames, boolean bySegment) {
        seg.put(Attribute.NUMBER_OF_FRAMES, frames.size());
        Slice first = series.slices().getFirst();
        DataSet orientation = new DataSet();
        orientation.copy(
                Attribute.IMAGE_ORIENTATION_PATIENT,
                first.holding(Attribute.PLANE_ORIENTATION_SEQUENCE, Attribute.IMAGE_ORIENTATION_PATIENT));
        DataSet measures = new DataSet();
        measures.copy(
                Attribute.PIXEL_SPACING, first.holding(Attribute.PIXEL_MEASURES_SEQUENCE, Attribute.PIXEL_SPACING));
        double stepMm = series.requireGeometry().affine().stepMm(2);
        measures.put(Attribute.SLICE_THICKNESS, thickness(first, stepMm));
        measures.put(Attribute.SPACING_BETWEEN_SLICES, decimal(stepMm));
        seg.put(
                Attribute.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
                new DataSet()
                        .put(Attribute.PLANE_ORIENTATION_SEQUENCE, orientation)
                        .put(Attribute.PIXEL_MEASURES_SEQUENCE, measures));
        List<DataSet> groups = new ArrayList<>(frames.size());
        for (SegFrame frame : frames) {
            groups.add(group(series.slices().get(frame.k()), frame, bySegment));
        }
        seg.put(Attribute.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, groups);
    }

    private static String thickness(Slice slice, double stepMm) {
        String stated = slice.holding(Attribute.PIXEL_MEASURES_SEQUENCE, Attribute.SLICE_THICKNESS)
                .text(Attribute.SLICE_THICKNESS);
        return stated.isEmpty() ? decimal(stepMm) : stated;
    }

    private static DataSet group(Slice slice, SegFrame frame, boolean bySegment) {
        DataSet position = new DataSet();
        position.copy(
                Attribute.IMAGE_POSITION_PATIENT,
                slice.holding(Attribute.PLANE_POSITION_SEQUENCE, Attribute.IMAGE_POSITION_PATIENT));
        DataSet content = new DataSet();
        if (bySegment) {
            content.put(Attribute.DIMENSION_INDEX_VALUES, frame.segment(), frame.k() + 1);
        } else {
            content.put(Attribute.DIMENSION_INDEX_VALUES, frame.k() + 1);
        }
        DataSet source = reference(slice.instance().header())
                .put(Attribute.PURPOSE_OF_REFERENCE_CODE_SEQUENCE, Code.SOURCE_IMAGE.item());
        if (slice.instance().isMultiFrame()) {
            source.put(Attribute.REFERENCED_FRAME_NUMBER, slice.frame() + 1);
        }
        DataSet group = new DataSet()
                .put(
                        Attribute.DERIVATION_IMAGE_SEQUENCE,
                        new DataSet()
                                .put(Attribute.DERIVATION_CODE_SEQUENCE, Code.SEGMENTATION.item())
                                .put(Attribute.SOURCE_IMAGE_SEQUENCE, source))
                .put(Attribute.FRAME_CONTENT_SEQUENCE, content)
                .put(Attribute.PLANE_POSITION_SEQUENCE, position);
        if (bySegment) {
            group.put(
                    Attribute.SEGMENT_IDENTIFICATION_SEQUENCE,
                    new DataSet().put(Attribute.REFERENCED_SEGMENT_NUMBER, frame.segment()));
        }
        return group;
    }

    /** Class and identifier of an instance. */
    static DataSet reference(DataSet header) {
        return new DataSet()
                .put(Attribute.REFERENCED_SOP_CLASS_UID, header.text(Attribute.SOP_CLASS_UID))
                .put(Attribute.REFERENCED_SOP_INSTANCE_UID, header.text(Attribute.SOP_INSTANCE_UID));
    }

    /** A decimal string of at most 16 characters. */
    static String decimal(double number) {
        String text = String.format(Locale.ROOT, "%.10g", number);
        return text.length() <= 16 ? text : String.format(Locale.ROOT, "%.8e", number);
    }
}
