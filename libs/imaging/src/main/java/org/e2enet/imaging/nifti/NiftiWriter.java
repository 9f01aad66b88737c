package org.e2enet.imaging.nifti;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Placement;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;

/**
 * Writes NIfTI-1 single files; NIfTI-2 where an axis is longer than 32767 voxels. The volume's {@link Placement} goes into the header bit for bit, nothing else of an
 * original header does. Equal volumes give equal bytes: no times, no names. Thread safe.
 */
public final class NiftiWriter {
    /** Label maps pack as well at a low level as at a high one, several times faster; noise hardly packs at all. */
    private static final int GZIP_LEVEL = 4;

    private NiftiWriter() {}

    /** Labels as uint8, or int16 above 255; packed if the file's name ends in {@code .gz}. */
    public static void write(LabelVolume labels, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(labels, out, isPacked(file));
        }
    }

    /** Labels as uint8, or int16 above 255; the stream stays open. */
    public static void write(LabelVolume labels, OutputStream out, boolean packed) throws IOException {
        NiftiEncoding encoding = NiftiEncoding.ofLabels(labels.maxLabel());
        write(labels.extent(), 1, labels.geometry().placement(), encoding, out, packed, VoxelWriter.Voxels.of(labels));
    }

    /**
     * Shares 0 to 1 as uint8 with a slope; the stream stays open.
     *
     * @param steps unsigned, one per voxel
     * @param one the step that stands for 1
     */
    public static void writeShares(Geometry geometry, byte[] steps, int one, OutputStream out, boolean packed)
            throws IOException {
        NiftiEncoding encoding = new NiftiEncoding(VoxelType.UINT8, ByteOrder.LITTLE_ENDIAN, 1f / one, 0);
        write(
                geometry.extent(),
                1,
                geometry.placement(),
                encoding,
                out,
                packed,
                (channel, voxel) -> (steps[voxel] & 0xff) * (double) encoding.slope());
    }

    /**
     * Labels as {@link #write(LabelVolume, Path)}; of a NIfTI-2 scan, in its version and with its placing fields, whose numbers have more
     * digits than a {@link Placement} holds.
     */
    public static void writePlacedLike(Path scan, LabelVolume labels, Path file) throws IOException {
        NiftiReader.Head head = NiftiReader.headOf(scan);
        HeaderField fields = head.start().fields();
        if (fields == HeaderField.NIFTI1) {
            write(labels, file);
            return;
        }
        NiftiEncoding encoding = new NiftiEncoding(
                NiftiEncoding.ofLabels(labels.maxLabel()).type(), head.start().order(), 1, 0);
        byte[] header = header(fields, labels.extent(), 1, labels.geometry().placement(), encoding);
        fields.copyPlacing(head.bytes(), header);
        try (OutputStream out = Files.newOutputStream(file)) {
            OutputStream sink = isPacked(file) ? new PackedStream(out) : new BufferedOutputStream(out, 1 << 16);
            sink.write(header);
            VoxelWriter.write(labels.extent(), 1, encoding, VoxelWriter.Voxels.of(labels), sink);
            sink.close();
        }
    }

    /** An image, its channels along the fourth axis; packed if the file's name ends in {@code .gz}. */
    public static void write(Volume image, NiftiEncoding encoding, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(image, encoding, out, isPacked(file));
        }
    }

    /** An image, its channels along the fourth axis; the stream stays open. */
    public static void write(Volume image, NiftiEncoding encoding, OutputStream out, boolean packed)
            throws IOException {
        write(
                image.extent(),
                image.channelCount(),
                image.geometry().placement(),
                encoding,
                out,
                packed,
                (channel, voxel) -> image.channel(channel)[voxel]);
    }

    private static void write(
            Size3 extent,
            int channels,
            Placement placement,
            NiftiEncoding encoding,
            OutputStream out,
            boolean packed,
            VoxelWriter.Voxels voxels)
            throws IOException {
        OutputStream sink = packed ? new PackedStream(out) : new BufferedOutputStream(out, 1 << 16);
        sink.write(header(extent, channels, placement, encoding));
        VoxelWriter.write(extent, channels, encoding, voxels, sink);
        if (sink instanceof GZIPOutputStream gzip) {
            gzip.finish();
        }
        sink.flush();
    }

    static byte[] header(Size3 extent, int channels, Placement placement, NiftiEncoding encoding) {
        int longest = Math.max(extent.depth(), Math.max(extent.height(), extent.width()));
        HeaderField fields = longest > Short.MAX_VALUE ? HeaderField.NIFTI2 : HeaderField.NIFTI1;
        return header(fields, extent, channels, placement, encoding);
    }

    static byte[] header(HeaderField fields, Size3 extent, int channels, Placement placement, NiftiEncoding encoding) {
        ByteBuffer header = ByteBuffer.allocate(fields.singleFileOffset()).order(encoding.byteOrder());
        header.putInt(0, fields.size());
        int[] dim = {channels > 1 ? 4 : 3, extent.width(), extent.height(), extent.depth(), channels, 1, 1, 1};
        for (int n = 0; n < dim.length; n++) {
            fields.putDim(header, n, dim[n]);
            double step = n < 4 ? placement.pixdim().get(n) : 1;
            fields.putReal(header, fields.pixdim() + n * fields.realBytes(), step);
        }
        header.putShort(fields.datatype(), (short) encoding.type().code());
        header.putShort(fields.datatype() + HeaderField.BITPIX_AFTER_DATATYPE, (short)
                (8 * encoding.type().bytes()));
        fields.putOffset(header, fields.singleFileOffset());
        fields.putReal(header, fields.slope(), encoding.slope());
        fields.putReal(header, fields.intercept(), encoding.intercept());
        fields.putUnits(header, placement.units());
        fields.putCode(header, fields.qformCode(), placement.qformCode());
        fields.putCode(header, fields.sformCode(), placement.sformCode());
        for (int n = 0; n < 6; n++) {
            fields.putReal(
                    header,
                    fields.quaternion() + n * fields.realBytes(),
                    placement.quaternion().get(n));
        }
        for (int n = 0; n < 12; n++) {
            fields.putReal(
                    header,
                    fields.rows() + n * fields.realBytes(),
                    placement.rows().get(n));
        }
        header.put(fields.magic(), fields.magicOf('+').getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        if (fields == HeaderField.NIFTI2) {
            // What transfers as text would damage.
            header.put(fields.magic() + 4, new byte[] {'\r', '\n', 0x1a, '\n'});
        }
        return header.array();
    }

    private static boolean isPacked(Path file) {
        return file.getFileName().toString().endsWith(".gz");
    }

    /** Gzip whose header names no time and no system. */
    private static final class PackedStream extends GZIPOutputStream {
        PackedStream(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(GZIP_LEVEL);
        }
    }
}
