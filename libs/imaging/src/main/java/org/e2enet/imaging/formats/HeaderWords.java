package org.e2enet.imaging.formats;

import java.nio.ByteOrder;
import org.e2enet.contract.Size3;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.VoxelType;

/** Text headers of MetaImage and NRRD. Numbers are written so that they read back to the last bit. */
final class HeaderWords {
    private HeaderWords() {}

    /** @param placing lines that place the grid, each with its end */
    static String metaImage(String placing, Size3 extent, int channels, NiftiEncoding encoding, String dataFile) {
        return "ObjectType = Image\nNDims = " + (channels > 1 ? 4 : 3)
                + "\nBinaryData = True\nBinaryDataByteOrderMSB = "
                + (encoding.byteOrder() == ByteOrder.BIG_ENDIAN ? "True" : "False")
                + "\nCompressedData = True\n"
                + placing
                + "DimSize =" + sizes(extent, channels)
                + "\nElementType = " + metaType(encoding.type())
                + "\nElementDataFile = " + (dataFile == null ? "LOCAL" : dataFile) + "\n";
    }

    static String metaPlacing(Geometry geometry, int channels) {
        Affine affine = geometry.affine();
        int dimensions = channels > 1 ? 4 : 3;
        StringBuilder text = new StringBuilder("TransformMatrix =");
        for (int axis = 0; axis < dimensions; axis++) {
            for (int row = 0; row < dimensions; row++) {
                boolean spatial = axis < 3 && row < 3;
                double element = spatial ? LpsGrid.lps(affine, row, axis) / affine.stepMm(axis) : axis == row ? 1 : 0;
                text.append(' ').append(element);
            }
        }
        text.append("\nOffset =");
        for (int row = 0; row < dimensions; row++) {
            text.append(' ').append(row < 3 ? LpsGrid.lps(affine, row, 3) : 0);
        }
        text.append("\nElementSpacing =");
        for (int axis = 0; axis < dimensions; axis++) {
            text.append(' ').append(axis < 3 ? affine.stepMm(axis) : 1);
        }
        return text.append('\n').toString();
    }

    /**
     * @param placing lines that place the grid, each with its end
     * @param packing {@code gzip} or {@code raw}, as NRRD names it
     * @param dataFile null for voxels in the same file
     */
    static String nrrd(
            String placing, Size3 extent, int channels, NiftiEncoding encoding, String packing, String dataFile) {
        return "NRRD0004\ntype: " + nrrdType(encoding.type())
                + "\ndimension: " + (channels > 1 ? 4 : 3) + "\n"
                + placing
                + "sizes:" + sizes(extent, channels)
                + (channels > 1 ? "\nkinds: domain domain domain list" : "\nkinds: domain domain domain")
                + "\nendian: " + (encoding.byteOrder() == ByteOrder.BIG_ENDIAN ? "big" : "little")
                + "\nencoding: " + packing + "\n"
                + (dataFile == null ? "\n" : "data file: " + dataFile + "\n");
    }

    static String nrrdPlacing(Geometry geometry, int channels) {
        Affine affine = geometry.affine();
        return "space: left-posterior-superior\nspace directions: " + vector(affine, 0) + " " + vector(affine, 1) + " "
                + vector(affine, 2) + (channels > 1 ? " none" : "") + "\nspace origin: " + vector(affine, 3) + "\n";
    }

    private static String vector(Affine affine, int column) {
        return "(" + LpsGrid.lps(affine, 0, column) + "," + LpsGrid.lps(affine, 1, column) + ","
                + LpsGrid.lps(affine, 2, column) + ")";
    }

    private static String sizes(Size3 extent, int channels) {
        String sizes = " " + extent.width() + " " + extent.height() + " " + extent.depth();
        return channels > 1 ? sizes + " " + channels : sizes;
    }

    private static String metaType(VoxelType type) {
        return switch (type) {
            case INT8 -> "MET_CHAR";
            case UINT8 -> "MET_UCHAR";
            case INT16 -> "MET_SHORT";
            case UINT16 -> "MET_USHORT";
            case INT32 -> "MET_INT";
            case UINT32 -> "MET_UINT";
            case INT64 -> "MET_LONG_LONG";
            case UINT64 -> "MET_ULONG_LONG";
            case FLOAT32 -> "MET_FLOAT";
            case FLOAT64 -> "MET_DOUBLE";
        };
    }

    private static String nrrdType(VoxelType type) {
        return switch (type) {
            case FLOAT32 -> "float";
            case FLOAT64 -> "double";
            default -> type.name().toLowerCase(java.util.Locale.ROOT);
        };
    }
}
