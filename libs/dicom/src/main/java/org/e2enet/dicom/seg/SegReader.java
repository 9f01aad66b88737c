package org.e2enet.dicom.seg;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.dicom.files.FileBounds;
import org.e2enet.dicom.files.FileSet;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Part10File;
import org.e2enet.dicom.part10.Part10Reader;
import org.e2enet.dicom.part10.PixelData;
import org.e2enet.dicom.series.Series;
import org.e2enet.imaging.LabelVolume;

/**
 * Reads a DICOM SEG onto the grid of the series it was drawn on: labels for training, or a check of what was written.
 * Types BINARY and LABELMAP, uncompressed. Throws {@code DCM-10x} or {@code DCM-60x}.
 */
public final class SegReader {
    private SegReader() {}

    public static Segmentation read(Path seg, Series series) {
        try (FileSet files = FileSet.open(seg, FileBounds.DEFAULT)) {
            if (files.files().size() != 1) {
                throw SegFaults.notSeg(files.files().size() + " files where one is wanted");
            }
            return files.files().getFirst().look(bytes -> read(new Part10Reader(bytes, "segmentation").read(), series));
        }
    }

    private static Segmentation read(Part10File file, Series series) {
        DataSet seg = file.dataSet();
        if (!seg.text(Attribute.MODALITY).equals("SEG")) {
            throw SegFaults.notSeg("the object is no segmentation");
        }
        String type = seg.text(Attribute.SEGMENTATION_TYPE);
        boolean binary = type.equals("BINARY");
        if (!binary && !type.equals("LABELMAP")) {
            throw SegFaults.notSeg("only types BINARY and LABELMAP hold labels");
        }
        String frame = series.header().text(Attribute.FRAME_OF_REFERENCE_UID);
        if (!seg.text(Attribute.FRAME_OF_REFERENCE_UID).equals(frame)) {
            throw SegFaults.otherSeries();
        }
        Size3 extent = series.requireGeometry().extent();
        if (seg.integer(Attribute.ROWS, 0) != extent.height() || seg.integer(Attribute.COLUMNS, 0) != extent.width()) {
            throw SegFaults.otherGrid("its frames are " + seg.integer(Attribute.ROWS, 0) + " x "
                    + seg.integer(Attribute.COLUMNS, 0) + ", the slices " + extent.height() + " x " + extent.width());
        }
        List<SegFrame> frames = SegPlaces.of(seg, series, binary);
        short[] labels = new short[extent.arrayLength()];
        SegPixels pixels = SegPixels.of(file, seg, binary, frames.size(), extent);
        for (int n = 0; n < frames.size(); n++) {
            pixels.copy(n, frames.get(n), labels);
        }
        return new Segmentation(new LabelVolume(series.requireGeometry(), labels), names(seg), frames.size());
    }

    private static List<Segmentation.Named> names(DataSet seg) {
        List<Segmentation.Named> names = new ArrayList<>();
        for (DataSet item : seg.items(Attribute.SEGMENT_SEQUENCE)) {
            names.add(new Segmentation.Named(
                    item.integer(Attribute.SEGMENT_NUMBER, 0), item.text(Attribute.SEGMENT_LABEL)));
        }
        return names;
    }

    /** Pixels of all frames, and what they are copied to. */
    private record SegPixels(MemorySegment bytes, boolean binary, int cellBytes, int padding, Size3 extent) {
        static SegPixels of(Part10File file, DataSet seg, boolean binary, int frames, Size3 extent) {
            PixelData data = file.pixels().orElseThrow(() -> SegFaults.incomplete("the segmentation has no pixels"));
            int allocated = seg.integer(Attribute.BITS_ALLOCATED, 0);
            if (data.isEncapsulated() || (binary ? allocated != 1 : allocated != 8 && allocated != 16)) {
                throw SegFaults.notSeg("its pixels are compressed or of an unusual size");
            }
            long bits = (long) extent.height() * extent.width() * frames * allocated;
            if (data.whole().bytes() < Math.ceilDiv(bits, 8)) {
                throw SegFaults.incomplete("the segmentation holds fewer pixels than its frames take");
            }
            MemorySegment bytes =
                    file.body().asSlice(data.whole().offset(), data.whole().bytes());
            // Pixels of the padding value belong to no segment.
            int padding = seg.integer(Attribute.PIXEL_PADDING_VALUE, 0);
            return new SegPixels(bytes, binary, allocated / 8, padding, extent);
        }

        void copy(int number, SegFrame frame, short[] labels) {
            int plane = extent.height() * extent.width();
            int to = frame.k() * plane;
            long from = (long) number * plane;
            for (int n = 0; n < plane; n++) {
                int label = label(from + n, frame);
                if (label == 0) {
                    continue;
                }
                int before = labels[to + n];
                if (before != 0 && before != label) {
                    throw SegFaults.overlapping(before, label);
                }
                labels[to + n] = (short) label;
            }
        }

        private int label(long pixel, SegFrame frame) {
            if (binary) {
                return (bytes.get(ValueLayout.JAVA_BYTE, pixel >>> 3) >> (pixel & 7) & 1) == 0 ? 0 : frame.segment();
            }
            int low = bytes.get(ValueLayout.JAVA_BYTE, pixel * cellBytes) & 0xff;
            int label =
                    cellBytes == 1 ? low : low | (bytes.get(ValueLayout.JAVA_BYTE, pixel * cellBytes + 1) & 0xff) << 8;
            if (label == padding) {
                return 0;
            }
            if (label > Short.MAX_VALUE) {
                throw SegFaults.notSeg("labels above 32767");
            }
            return label;
        }
    }
}
