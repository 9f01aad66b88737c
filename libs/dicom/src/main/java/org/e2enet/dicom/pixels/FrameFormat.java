package org.e2enet.dicom.pixels;

import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;

/**
 * How the pixels of one frame are stored: grey numbers of {@code bitsStored} bits in cells of {@code bitsAllocated}.
 *
 * @param signed whether stored numbers are in two's complement
 */
public record FrameFormat(
        int rows, int columns, int bitsAllocated, int bitsStored, int highBit, boolean signed, int frames) {
    private static final int MAX_SIDE = 0xffff;

    /** What a header says, checked: {@code DCM-201}, {@code DCM-203}, {@code DCM-206}. */
    public static FrameFormat of(DataSet header, String where) {
        if (!header.has(Attribute.ROWS) || !header.has(Attribute.COLUMNS)) {
            throw PixelFaults.none(where);
        }
        String photometric = header.text(Attribute.PHOTOMETRIC_INTERPRETATION);
        int samples = header.integer(Attribute.SAMPLES_PER_PIXEL, 1);
        if (photometric.equals("MONOCHROME1")) {
            throw PixelFaults.lookup("MONOCHROME1 shows small numbers bright: its scale is no tissue's");
        }
        if (header.has(Attribute.MODALITY_LUT_SEQUENCE)) {
            throw PixelFaults.lookup("pixels are scaled by a table (Modality LUT)");
        }
        if (samples != 1 || !photometric.equals("MONOCHROME2")) {
            throw PixelFaults.kind("colour pixels: " + samples + " samples per pixel", where);
        }
        int allocated = header.integer(Attribute.BITS_ALLOCATED, 0);
        if (allocated != 8 && allocated != 16 && allocated != 32) {
            throw PixelFaults.kind("pixels of " + allocated + " bits", where);
        }
        int stored = header.integer(Attribute.BITS_STORED, allocated);
        int high = header.integer(Attribute.HIGH_BIT, stored - 1);
        int sign = header.integer(Attribute.PIXEL_REPRESENTATION, 0);
        int rows = header.integer(Attribute.ROWS, 0);
        int columns = header.integer(Attribute.COLUMNS, 0);
        int frames = header.integer(Attribute.NUMBER_OF_FRAMES, 1);
        boolean sizes = rows > 0 && rows <= MAX_SIDE && columns > 0 && columns <= MAX_SIDE && frames > 0;
        boolean bits = stored > 0 && stored <= allocated && high >= stored - 1 && high < allocated;
        if (!sizes || !bits || sign < 0 || sign > 1) {
            throw PixelFaults.kind(
                    String.format(
                            java.util.Locale.ROOT,
                            "pixels that make no sense: %d x %d, bits %d/%d/%d",
                            rows,
                            columns,
                            allocated,
                            stored,
                            high),
                    where);
        }
        return new FrameFormat(rows, columns, allocated, stored, high, sign == 1, frames);
    }

    public long pixels() {
        return (long) rows * columns;
    }

    public long frameBytes() {
        return pixels() * (bitsAllocated / 8);
    }
}
