package org.e2enet.imaging.formats;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.imaging.gate.CheckedGeometry;
import org.e2enet.imaging.gate.GeometryNote;
import org.e2enet.imaging.nifti.NiftiHeader;
import org.e2enet.imaging.nifti.Packing;
import org.e2enet.imaging.nifti.VoxelType;

/** Reads the header of a MetaImage ({@code .mha}, {@code .mhd}): raw or zlib, one file of voxels, LPS. */
final class MetaImageHeader {
    private static final int[] FROM_LPS = {-1, -1, 1};
    private static final double UNIT = 1e-3;

    private MetaImageHeader() {}

    static StoredScan read(Path file, VoxelPlace place) throws IOException {
        Fields fields = new Fields();
        try (HeaderText text = new HeaderText(file)) {
            for (String line = text.line(); line != null; line = text.line()) {
                int equals = line.indexOf('=');
                if (equals < 0) {
                    throw FormatFaults.field("line", "KEY = VALUE");
                }
                fields.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
                if (fields.has("ElementDataFile")) {
                    return scan(fields, file, text.position(), place);
                }
            }
        }
        throw FormatFaults.field("ElementDataFile", "LOCAL, or the name of a file beside the header");
    }

    private static StoredScan scan(Fields fields, Path file, long headerEnd, VoxelPlace place) {
        int dimensions = Fields.integer("NDims", fields.require("NDims"), 1, 10);
        int[] sizes = Fields.sizes("DimSize", fields.require("DimSize"), dimensions);
        boolean channels = dimensions == 4;
        if (dimensions != 3 && !channels || sizes[0] < 2 || sizes[1] < 2 || sizes[2] < 2) {
            throw FormatFaults.unsupported("NDims", "a 3-D image is wanted (or 4-D with channels last)");
        }
        String perVoxel = fields.text("ElementNumberOfChannels");
        if (perVoxel != null && !perVoxel.equals("1")) {
            throw FormatFaults.unsupported("ElementNumberOfChannels", "several numbers per voxel (colour, vectors)");
        }
        if (!isTrue(fields.text("BinaryData"), true)) {
            throw FormatFaults.unsupported("BinaryData", "voxels are written as text");
        }
        boolean big = isTrue(fields.text("BinaryDataByteOrderMSB", "ElementByteOrderMSB"), false);
        CheckedGeometry grid = grid(fields, new Size3(sizes[2], sizes[1], sizes[0]), dimensions);
        NiftiHeader header = new NiftiHeader(
                big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                type(fields.require("ElementType")),
                channels ? sizes[3] : 1,
                grid.geometry(),
                1,
                0,
                0,
                grid.notes());
        String data = fields.require("ElementDataFile");
        boolean local = data.equalsIgnoreCase("LOCAL");
        if (data.startsWith("LIST") || data.contains("%")) {
            throw FormatFaults.unsupported("ElementDataFile", "voxels lie in several files");
        }
        String skip = fields.text("HeaderSize");
        long offset = skip == null ? 0 : Fields.integer("HeaderSize", skip, -1, 1 << 28);
        Packing packing = isTrue(fields.text("CompressedData"), false) ? Packing.ZLIB : Packing.NONE;
        return new StoredScan(
                header, local ? file : place.of(file, "ElementDataFile", data), local ? headerEnd : offset, packing);
    }

    private static CheckedGeometry grid(Fields fields, Size3 extent, int dimensions) {
        String spacingText = fields.text("ElementSpacing", "ElementSize");
        double[] spacing = spacingText == null
                ? new double[] {1, 1, 1, 1}
                : Fields.numbers("ElementSpacing", spacingText, dimensions);
        String matrixText = fields.text("TransformMatrix", "Rotation", "Orientation");
        String offsetText = fields.text("Offset", "Position", "Origin");
        if (matrixText == null && offsetText == null) {
            return LpsGrid.unplaced(extent, spacing);
        }
        double[] matrix = matrixText == null
                ? identity(dimensions)
                : Fields.numbers("TransformMatrix", matrixText, dimensions * dimensions);
        double[] origin =
                offsetText == null ? new double[dimensions] : Fields.numbers("Offset", offsetText, dimensions);
        List<GeometryNote> notes = new ArrayList<>();
        double[] columns = new double[9];
        for (int axis = 0; axis < 3; axis++) {
            double x = matrix[axis * dimensions];
            double y = matrix[axis * dimensions + 1];
            double z = matrix[axis * dimensions + 2];
            double length = Math.sqrt(x * x + y * y + z * z);
            boolean unit = Math.abs(length - 1) <= UNIT;
            if (!unit) {
                notes.add(GeometryNote.DIRECTIONS_NORMALISED);
            }
            double step = unit ? spacing[axis] : spacing[axis] / length;
            columns[3 * axis] = x * step;
            columns[3 * axis + 1] = y * step;
            columns[3 * axis + 2] = z * step;
        }
        return LpsGrid.of(extent, columns, origin, FROM_LPS, notes);
    }

    private static double[] identity(int dimensions) {
        double[] matrix = new double[dimensions * dimensions];
        for (int n = 0; n < dimensions; n++) {
            matrix[n * dimensions + n] = 1;
        }
        return matrix;
    }

    private static boolean isTrue(String text, boolean absent) {
        return text == null ? absent : text.equalsIgnoreCase("True") || text.equals("1");
    }

    private static VoxelType type(String name) {
        return switch (name) {
            case "MET_CHAR" -> VoxelType.INT8;
            case "MET_UCHAR" -> VoxelType.UINT8;
            case "MET_SHORT" -> VoxelType.INT16;
            case "MET_USHORT" -> VoxelType.UINT16;
            case "MET_INT", "MET_LONG" -> VoxelType.INT32;
            case "MET_UINT", "MET_ULONG" -> VoxelType.UINT32;
            case "MET_LONG_LONG" -> VoxelType.INT64;
            case "MET_ULONG_LONG" -> VoxelType.UINT64;
            case "MET_FLOAT" -> VoxelType.FLOAT32;
            case "MET_DOUBLE" -> VoxelType.FLOAT64;
            default -> throw FormatFaults.unsupported("ElementType", "the voxel type is no integer or float");
        };
    }
}
