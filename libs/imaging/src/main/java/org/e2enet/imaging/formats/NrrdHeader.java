package org.e2enet.imaging.formats;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;
import org.e2enet.contract.Size3;
import org.e2enet.imaging.gate.CheckedGeometry;
import org.e2enet.imaging.nifti.NiftiHeader;
import org.e2enet.imaging.nifti.Packing;
import org.e2enet.imaging.nifti.VoxelType;

/** Reads the header of an NRRD ({@code .nrrd}, {@code .nhdr}): raw or gzip, attached or detached, LPS, RAS or LAS. */
final class NrrdHeader {
    private NrrdHeader() {}

    static StoredScan read(Path file, VoxelPlace place) throws IOException {
        Fields fields = new Fields();
        try (HeaderText text = new HeaderText(file)) {
            String magic = text.line();
            if (magic == null || !magic.matches("NRRD000[1-5]")) {
                throw FormatFaults.field("magic", "NRRD0001 to NRRD0005");
            }
            for (String line = text.line(); line != null && !line.isEmpty(); line = text.line()) {
                int colon = line.indexOf(": ");
                if (line.startsWith("#") || line.contains(":=")) {
                    continue;
                }
                if (colon < 0 && !line.endsWith(":")) {
                    throw FormatFaults.field("line", "FIELD: VALUE");
                }
                int end = colon < 0 ? line.length() - 1 : colon;
                fields.put(
                        line.substring(0, end).strip().toLowerCase(Locale.ROOT),
                        colon < 0 ? "" : line.substring(colon + 2).strip());
            }
            return scan(fields, file, text.position(), place);
        }
    }

    private static StoredScan scan(Fields fields, Path file, long headerEnd, VoxelPlace detached) {
        int dimensions = Fields.integer("dimension", fields.require("dimension"), 1, 16);
        int[] sizes = Fields.sizes("sizes", fields.require("sizes"), dimensions);
        if (dimensions != 3 && dimensions != 4) {
            throw FormatFaults.unsupported("dimension", "a 3-D image is wanted (or 4-D with channels last)");
        }
        NrrdAxes axes = NrrdAxes.of(fields, dimensions);
        int first = axes.firstSpatial();
        int channels = axes.channels(sizes);
        if (sizes[first] < 2 || sizes[first + 1] < 2 || sizes[first + 2] < 2) {
            throw FormatFaults.unsupported("sizes", "a 3-D image is wanted (or 4-D with channels last)");
        }
        VoxelType type = type(fields.require("type").toLowerCase(Locale.ROOT));
        CheckedGeometry grid = axes.grid(fields, new Size3(sizes[first + 2], sizes[first + 1], sizes[first]));
        NiftiHeader header =
                new NiftiHeader(order(fields, type), type, channels, grid.geometry(), 1, 0, 0, grid.notes());
        Packing packing = packing(fields.require("encoding").toLowerCase(Locale.ROOT));
        return place(fields, file, headerEnd, detached, header, packing);
    }

    private static StoredScan place(
            Fields fields, Path file, long headerEnd, VoxelPlace detached, NiftiHeader header, Packing packing) {
        String lines = fields.text("line skip", "lineskip");
        String bytes = fields.text("byte skip", "byteskip");
        if (lines != null && Fields.integer("line skip", lines, 0, 1 << 20) != 0) {
            throw FormatFaults.unsupported("line skip", "voxels come after lines of another format");
        }
        int skip = bytes == null ? 0 : Fields.integer("byte skip", bytes, -1, 1 << 28);
        if (skip != 0 && packing != Packing.NONE) {
            throw FormatFaults.unsupported("byte skip", "bytes to skip within packed voxels");
        }
        String data = fields.text("data file", "datafile");
        if (data == null) {
            return new StoredScan(header, file, skip < 0 ? StoredScan.AT_THE_END : headerEnd + skip, packing);
        }
        if (data.startsWith("LIST") || data.contains("%")) {
            throw FormatFaults.unsupported("data file", "voxels lie in several files");
        }
        return new StoredScan(header, detached.of(file, "data file", data), skip, packing);
    }

    private static ByteOrder order(Fields fields, VoxelType type) {
        String endian = fields.text("endian");
        if (type.bytes() == 1 && endian == null || "little".equals(endian)) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        if ("big".equals(endian)) {
            return ByteOrder.BIG_ENDIAN;
        }
        throw FormatFaults.field("endian", "little or big");
    }

    private static Packing packing(String encoding) {
        return switch (encoding) {
            case "raw" -> Packing.NONE;
            case "gzip", "gz" -> Packing.GZIP;
            default -> throw FormatFaults.unsupported("encoding", "only raw and gzip are read");
        };
    }

    private static VoxelType type(String name) {
        return switch (name) {
            case "signed char", "int8", "int8_t" -> VoxelType.INT8;
            case "uchar", "unsigned char", "uint8", "uint8_t" -> VoxelType.UINT8;
            case "short", "short int", "signed short", "signed short int", "int16", "int16_t" -> VoxelType.INT16;
            case "ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t" -> VoxelType.UINT16;
            case "int", "signed int", "int32", "int32_t" -> VoxelType.INT32;
            case "uint", "unsigned int", "uint32", "uint32_t" -> VoxelType.UINT32;
            case "longlong", "long long", "long long int", "signed long long", "int64", "int64_t" -> VoxelType.INT64;
            case "ulonglong", "unsigned long long", "unsigned long long int", "uint64", "uint64_t" -> VoxelType.UINT64;
            case "float" -> VoxelType.FLOAT32;
            case "double" -> VoxelType.FLOAT64;
            default -> throw FormatFaults.unsupported("type", "the voxel type is no integer or float");
        };
    }
}
