package org.e2enet.dicom.rtstruct;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Part10Writer;
import org.e2enet.dicom.seg.ResultHeader;
import org.e2enet.dicom.seg.ResultIdentity;
import org.e2enet.dicom.seg.SegChecks;
import org.e2enet.dicom.seg.Segment;
import org.e2enet.dicom.series.Series;
import org.e2enet.dicom.series.Slice;
import org.e2enet.imaging.LabelVolume;

/**
 * Writes the labels of a series as contours around their pixels, slice by slice. A hole is joined to its outer line
 * (keyhole), so that filling by the even-odd rule gives back the labels. Equal inputs give equal bytes.
 */
public final class RtStructWriter {
    private static final String STRUCTURE_SET = "1.2.840.10008.5.1.4.1.1.481.3";
    private static final String STUDY_CLASS = "1.2.840.10008.3.1.2.3.1";

    private RtStructWriter() {}

    /**
     * @param segments one for each label that may occur, numbered from 1 without gaps
     * @param out stays open
     */
    public static void write(
            Series series, LabelVolume labels, List<Segment> segments, ResultIdentity identity, OutputStream out)
            throws IOException {
        SegChecks.requireFit(series, labels, segments);
        DataSet structures = ResultHeader.of(series, identity, "RTSTRUCT", "RTSTRUCT", STRUCTURE_SET);
        structures.put(Attribute.OPERATORS_NAME, "");
        structures.put(Attribute.STRUCTURE_SET_LABEL, "E2ENET");
        structures.put(Attribute.STRUCTURE_SET_DATE, identity.date());
        structures.put(Attribute.STRUCTURE_SET_TIME, identity.time());
        structures.put(Attribute.APPROVAL_STATUS, "UNAPPROVED");
        structures.put(Attribute.REFERENCED_FRAME_OF_REFERENCE_SEQUENCE, frameOfReference(series));
        List<DataSet> regions = new ArrayList<>();
        List<DataSet> contours = new ArrayList<>();
        List<DataSet> observations = new ArrayList<>();
        for (Segment segment : segments) {
            regions.add(region(series, segment));
            contours.add(contours(series, labels, segment));
            observations.add(new DataSet()
                    .put(Attribute.OBSERVATION_NUMBER, segment.label())
                    .put(Attribute.REFERENCED_ROI_NUMBER, segment.label())
                    .put(Attribute.RT_ROI_INTERPRETED_TYPE, "")
                    .put(Attribute.ROI_INTERPRETER, ""));
        }
        structures.put(Attribute.STRUCTURE_SET_ROI_SEQUENCE, regions);
        structures.put(Attribute.ROI_CONTOUR_SEQUENCE, contours);
        structures.put(Attribute.RT_ROI_OBSERVATIONS_SEQUENCE, observations);
        Part10Writer.write(structures, out);
    }

    private static DataSet frameOfReference(Series series) {
        List<DataSet> images = series.slices().stream()
                .map(Slice::instance)
                .distinct()
                .map(instance -> reference(instance.header()))
                .toList();
        DataSet rtSeries = new DataSet();
        rtSeries.copy(Attribute.SERIES_INSTANCE_UID, series.header());
        rtSeries.put(Attribute.CONTOUR_IMAGE_SEQUENCE, images);
        DataSet study = new DataSet()
                .put(Attribute.REFERENCED_SOP_CLASS_UID, STUDY_CLASS)
                .put(Attribute.REFERENCED_SOP_INSTANCE_UID, series.header().text(Attribute.STUDY_INSTANCE_UID))
                .put(Attribute.RT_REFERENCED_SERIES_SEQUENCE, rtSeries);
        DataSet frame = new DataSet().put(Attribute.RT_REFERENCED_STUDY_SEQUENCE, study);
        frame.copy(Attribute.FRAME_OF_REFERENCE_UID, series.header());
        return frame;
    }

    private static DataSet reference(DataSet header) {
        return new DataSet()
                .put(Attribute.REFERENCED_SOP_CLASS_UID, header.text(Attribute.SOP_CLASS_UID))
                .put(Attribute.REFERENCED_SOP_INSTANCE_UID, header.text(Attribute.SOP_INSTANCE_UID));
    }

    private static DataSet region(Series series, Segment segment) {
        return new DataSet()
                .put(Attribute.ROI_NUMBER, segment.label())
                .put(
                        Attribute.REFERENCED_FRAME_OF_REFERENCE_UID,
                        series.header().text(Attribute.FRAME_OF_REFERENCE_UID))
                .put(Attribute.ROI_NAME, ResultHeader.text(segment.name()))
                .put(Attribute.ROI_GENERATION_ALGORITHM, "AUTOMATIC");
    }

    private static DataSet contours(Series series, LabelVolume labels, Segment segment) {
        Size3 extent = labels.extent();
        List<DataSet> items = new ArrayList<>();
        for (int k = 0; k < extent.depth(); k++) {
            Slice slice = series.slices().get(k);
            for (Contour contour : ContourTracer.trace(
                    labels.labels(), extent.offset(k, 0, 0), extent.height(), extent.width(), segment.label())) {
                DataSet image = reference(slice.instance().header());
                if (slice.instance().isMultiFrame()) {
                    image.put(Attribute.REFERENCED_FRAME_NUMBER, slice.frame() + 1);
                }
                items.add(new DataSet()
                        .put(Attribute.CONTOUR_IMAGE_SEQUENCE, image)
                        .put(Attribute.CONTOUR_GEOMETRIC_TYPE, "CLOSED_PLANAR")
                        .put(Attribute.NUMBER_OF_CONTOUR_POINTS, contour.corners())
                        .put(Attribute.CONTOUR_DATA, ContourText.of(contour, slice)));
            }
        }
        DataSet roi = new DataSet()
                .put(Attribute.REFERENCED_ROI_NUMBER, segment.label())
                .put(Attribute.ROI_DISPLAY_COLOR, segment.rgb());
        return items.isEmpty() ? roi : roi.put(Attribute.CONTOUR_SEQUENCE, items);
    }
}
