package org.e2enet.imaging.formats;

import java.nio.ByteOrder;
import org.e2enet.contract.scan.Extent;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.VoxelType;

/** Text headers of MetaImage and NRRD. Numbers are written so that they read back to the last bit. */
final class HeaderWords {
    private HeaderWords() {}

    static String metaImage(Geometry geometry, int channels, NiftiEncoding encoding, String dataFile) {
        Affine affine = geometry.affine();
        StringBuilder text = new StringBuilder("ObjectType = Image\n");
        int dimensions = channels > 1 ? 4 : 3;
        text.append("NDims = ").append(dimensions).append('\n');
        text.append("BinaryData = True\n");
        text.append("BinaryDataByteOrderMSB = ")
                .append(encoding.byteOrder() == ByteOrder.BIG_ENDIAN ? "True" : "False")
                .append('\n');
        text.append("CompressedData = True\n");
        text.append("TransformMatrix =");
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
        text.append("\nDimSize =").append(sizes(geometry.extent(), channels));
        text.append("\nElementType = ").append(metaType(encoding.type()));
        return text.append("\nElementDataFile = ").append(dataFile).append('\n').toString();
    }

    /** @param dataFile null for voxels in the same file */
    static String nrrd(Geometry geometry, int channels, NiftiEncoding encoding, String dataFile) {
        Affine affine = geometry.affine();
        StringBuilder text = new StringBuilder("NRRD0004\n");
        text.append("type: ").append(nrrdType(encoding.type()));
        text.append("\ndimension: ").append(channels > 1 ? 4 : 3);
        text.append("\nspace: left-posterior-superior");
        text.append("\nsizes:").append(sizes(geometry.extent(), channels));
        text.append("\nspace directions:");
        for (int axis = 0; axis < 3; axis++) {
            text.append(' ').append(vector(affine, axis));
        }
        text.append(channels > 1 ? " none\nkinds: domain domain domain list" : "\nkinds: domain domain domain");
        text.append("\nendian: ").append(encoding.byteOrder() == ByteOrder.BIG_ENDIAN ? "big" : "little");
        text.append("\nencoding: gzip");
        text.append("\nspace origin: ").append(vector(affine, 3)).append('\n');
        return dataFile == null
                ? text.append('\n').toString()
                : text.append("data file: ").append(dataFile).append('\n').toString();
    }

    private static String vector(Affine affine, int column) {
        return "(" + LpsGrid.lps(affine, 0, column) + "," + LpsGrid.lps(affine, 1, column) + ","
                + LpsGrid.lps(affine, 2, column) + ")";
    }

    private static String sizes(Extent extent, int channels) {
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
