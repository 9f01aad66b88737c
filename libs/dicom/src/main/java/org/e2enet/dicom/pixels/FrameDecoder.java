package org.e2enet.dicom.pixels;

import java.lang.foreign.MemorySegment;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Part10File;
import org.e2enet.dicom.part10.PixelData;
import org.e2enet.dicom.part10.TransferSyntax;

/**
 * Frames of a file as the numbers that were stored, before any rescaling. Throws {@code DCM-202}, {@code DCM-204},
 * {@code DCM-205} or {@code DCM-210}.
 */
public final class FrameDecoder {
    private FrameDecoder() {}

    /** Bits of one compressed frame, into cells not yet masked or signed. */
    interface Coding {
        void decode(MemorySegment bytes, FrameFormat format, int[] cells, String where);
    }

    /**
     * @param frame counted from 0
     * @param stored takes rows times columns numbers, row by row
     */
    public static void decode(Part10File file, FrameFormat format, int frame, int[] stored, String where) {
        PixelData pixels = file.pixels().orElseThrow(() -> PixelFaults.none(where));
        if (!file.syntax().isEncapsulated()) {
            if (pixels.isEncapsulated()) {
                throw PixelFaults.damaged("native", "they are in fragments", where, null);
            }
            MemorySegment bytes = FrameBytes.ofNative(file.body(), pixels, format, frame, where);
            NativeCells.decode(bytes, format, file.syntax().byteOrder(), pixels.words(), stored);
        } else {
            Coding coding = coding(file.syntax());
            if (!pixels.isEncapsulated()) {
                throw PixelFaults.damaged("compressed", "they are not in fragments", where, null);
            }
            MemorySegment bytes = FrameBytes.ofFragments(file.body(), pixels, format, frame, where);
            coding.decode(bytes, format, stored, where);
        }
        StoredNumbers.fromCells(stored, Math.toIntExact(format.pixels()), format);
    }

    /** Throws {@code DCM-201} for an object without pixels, {@code DCM-203} for one whose pixels are not integers. */
    public static void requireHeld(boolean pixels, DataSet header, String where) {
        if (header.has(Attribute.FLOAT_PIXEL_DATA) || header.has(Attribute.DOUBLE_FLOAT_PIXEL_DATA)) {
            throw PixelFaults.kind("pixels are floating-point numbers", where);
        }
        if (!pixels) {
            throw PixelFaults.none(where);
        }
    }

    /** Throws {@code DCM-210} for a transfer syntax that cannot be decoded on this machine. */
    public static void requireDecodable(TransferSyntax syntax) {
        if (syntax.isEncapsulated()) {
            coding(syntax);
        }
    }

    private static Coding coding(TransferSyntax syntax) {
        if (syntax.equals(TransferSyntax.RLE)) {
            return RunLengths::decode;
        }
        if (syntax.equals(TransferSyntax.JPEG_LOSSLESS) || syntax.equals(TransferSyntax.JPEG_LOSSLESS_FIRST)) {
            return JpegLossless::decode;
        }
        if (syntax.equals(TransferSyntax.JPEG_LS) || syntax.equals(TransferSyntax.JPEG_LS_NEAR)) {
            return CharLs.library()::decode;
        }
        if (syntax.equals(TransferSyntax.JPEG_2000_LOSSLESS) || syntax.equals(TransferSyntax.JPEG_2000)) {
            return OpenJpeg.library()::decode;
        }
        throw PixelFaults.notDecodable(syntax);
    }
}
