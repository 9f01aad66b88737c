package org.e2enet.dicom.seg;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Part10Writer;
import org.e2enet.dicom.series.Series;
import org.e2enet.dicom.series.Slice;
import org.e2enet.imaging.LabelVolume;

/**
 * Writes the labels of a series as one DICOM SEG object on the series' own slices: positions, orientation and spacing are
 * the source's bytes. Equal inputs give equal bytes.
 */
public final class SegWriter {
    private static final String BINARY_CLASS = "1.2.840.10008.5.1.4.1.1.66.4";
    private static final String LABELMAP_CLASS = "1.2.840.10008.5.1.4.1.1.66.7";

    private SegWriter() {}

    /**
     * One bit per pixel and segment, only frames in which the segment is (SegmentationType BINARY). Where nothing was
     * found, one empty frame of the first segment says so.
     *
     * @param segments one for each label that may occur, numbered from 1 without gaps
     * @param out stays open
     */
    public static void writeBinary(
            Series series, LabelVolume labels, List<Segment> segments, ResultIdentity identity, OutputStream out)
            throws IOException {
        SegChecks.requireFit(series, labels, segments);
        List<SegFrame> frames = BinaryFrames.of(labels, segments.size());
        DataSet seg = header(series, identity, "SEG", BINARY_CLASS, segments);
        seg.put(Attribute.SEGMENTATION_TYPE, "BINARY");
        seg.put(Attribute.IMAGE_TYPE, "DERIVED\\PRIMARY");
        seg.put(Attribute.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2");
        bits(seg, 1, 1);
        SegDimensions.put(seg, identity.uid("SEG", "dimensions"), true);
        SegFrames.put(seg, series, frames, true);
        seg.putBytes(Attribute.PIXEL_DATA, BinaryFrames.pixels(labels, frames, segments.size()));
        Part10Writer.write(seg, out);
    }

    /**
     * One number per pixel and slice (SegmentationType LABELMAP, Supplement 243): smaller, but known to young readers
     * only.
     */
    public static void writeLabelMap(
            Series series, LabelVolume labels, List<Segment> segments, ResultIdentity identity, OutputStream out)
            throws IOException {
        SegChecks.requireFit(series, labels, segments);
        List<SegFrame> frames = new ArrayList<>();
        for (int k = 0; k < labels.extent().depth(); k++) {
            frames.add(new SegFrame(0, k));
        }
        DataSet seg = header(series, identity, "LABELMAP", LABELMAP_CLASS, segments);
        seg.put(Attribute.SEGMENTATION_TYPE, "LABELMAP");
        seg.put(Attribute.IMAGE_TYPE, "DERIVED\\PRIMARY");
        seg.put(Attribute.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2");
        int bytes = segments.size() > 0xff ? 2 : 1;
        bits(seg, 8 * bytes, 8 * bytes);
        SegDimensions.put(seg, identity.uid("LABELMAP", "dimensions"), false);
        SegFrames.put(seg, series, frames, false);
        seg.putBytes(Attribute.PIXEL_DATA, labelBytes(labels, bytes));
        Part10Writer.write(seg, out);
    }

    private static DataSet header(
            Series series, ResultIdentity identity, String kind, String sopClass, List<Segment> segments) {
        DataSet seg = ResultHeader.of(series, identity, kind, "SEG", sopClass);
        Size3 extent = series.requireGeometry().extent();
        if (series.header().has(Attribute.BODY_PART_EXAMINED)) {
            seg.copy(Attribute.BODY_PART_EXAMINED, series.header());
        }
        seg.put(Attribute.CONTENT_DATE, identity.date());
        seg.put(Attribute.CONTENT_TIME, identity.time());
        seg.put(Attribute.CONTENT_LABEL, "SEGMENTATION");
        seg.put(Attribute.CONTENT_DESCRIPTION, ResultHeader.text("by " + identity.modelName()));
        seg.put(Attribute.CONTENT_CREATOR_NAME, "E2ENet");
        seg.put(Attribute.SAMPLES_PER_PIXEL, 1);
        seg.put(Attribute.ROWS, extent.height());
        seg.put(Attribute.COLUMNS, extent.width());
        seg.put(Attribute.PIXEL_REPRESENTATION, 0);
        seg.put(Attribute.LOSSY_IMAGE_COMPRESSION, "00");
        seg.put(Attribute.SEGMENTS_OVERLAP, "NO");
        seg.put(
                Attribute.SEGMENT_SEQUENCE,
                segments.stream().map(segment -> item(segment, identity)).toList());
        List<DataSet> instances = series.slices().stream()
                .map(Slice::instance)
                .distinct()
                .map(instance -> SegFrames.reference(instance.header()))
                .toList();
        seg.put(
                Attribute.REFERENCED_SERIES_SEQUENCE,
                new DataSet()
                        .put(Attribute.SERIES_INSTANCE_UID, series.header().text(Attribute.SERIES_INSTANCE_UID))
                        .put(Attribute.REFERENCED_INSTANCE_SEQUENCE, instances));
        return seg;
    }

    private static void bits(DataSet seg, int allocated, int stored) {
        seg.put(Attribute.BITS_ALLOCATED, allocated);
        seg.put(Attribute.BITS_STORED, stored);
        seg.put(Attribute.HIGH_BIT, stored - 1);
    }

    private static DataSet item(Segment segment, ResultIdentity identity) {
        DataSet item = new DataSet()
                .put(Attribute.SEGMENT_NUMBER, segment.label())
                .put(Attribute.SEGMENT_LABEL, ResultHeader.text(segment.name()))
                .put(Attribute.SEGMENT_ALGORITHM_TYPE, "AUTOMATIC")
                .put(Attribute.SEGMENT_ALGORITHM_NAME, ResultHeader.text(identity.modelName()))
                .put(
                        Attribute.RECOMMENDED_DISPLAY_CIELAB_VALUE,
                        segment.cielab().stream().mapToInt(Integer::intValue).toArray())
                .put(
                        Attribute.SEGMENTED_PROPERTY_CATEGORY_CODE_SEQUENCE,
                        segment.category().item());
        DataSet type = segment.type().item();
        segment.modifier()
                .ifPresent(code -> type.put(Attribute.SEGMENTED_PROPERTY_TYPE_MODIFIER_CODE_SEQUENCE, code.item()));
        return item.put(Attribute.SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE, type);
    }

    private static byte[] labelBytes(LabelVolume labels, int bytes) {
        short[] voxels = labels.labels();
        byte[] pixels = new byte[Math.multiplyExact(voxels.length, bytes)];
        for (int n = 0; n < voxels.length; n++) {
            if (bytes == 1) {
                pixels[n] = (byte) voxels[n];
            } else {
                pixels[2 * n] = (byte) voxels[n];
                pixels[2 * n + 1] = (byte) (voxels[n] >> 8);
            }
        }
        return pixels;
    }
}
