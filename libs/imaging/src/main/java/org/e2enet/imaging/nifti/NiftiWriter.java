package org.e2enet.imaging.nifti;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.e2enet.contract.scan.Extent;
import org.e2enet.contract.scan.Placement;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;

/**
 * Writes NIfTI-1 single files. The volume's {@link Placement} goes into the header bit for bit, nothing else of an
 * original header does. Equal volumes give equal bytes: no times, no names. Thread safe.
 */
public final class NiftiWriter {
    /** Label maps pack as well at a low level as at a high one, several times faster; noise hardly packs at all. */
    private static final int GZIP_LEVEL = 4;

    private static final int CHUNK_VOXELS = 1 << 15;

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
        write(
                labels.extent(),
                1,
                labels.geometry().placement(),
                encoding,
                out,
                packed,
                (channel, voxel) -> labels.labels()[voxel]);
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

    private interface Voxels {
        double at(int channel, int voxel);
    }

    private static void write(
            Extent extent,
            int channels,
            Placement placement,
            NiftiEncoding encoding,
            OutputStream out,
            boolean packed,
            Voxels voxels)
            throws IOException {
        OutputStream sink = packed ? new PackedStream(out) : new BufferedOutputStream(out, 1 << 16);
        sink.write(header(extent, channels, placement, encoding));
        ByteBuffer chunk =
                ByteBuffer.allocate(CHUNK_VOXELS * encoding.type().bytes()).order(encoding.byteOrder());
        for (int channel = 0; channel < channels; channel++) {
            for (int voxel = 0; voxel < extent.arrayLength(); voxel++) {
                double stored = (voxels.at(channel, voxel) - encoding.intercept()) / encoding.slope();
                encoding.type().encode(stored, chunk);
                if (!chunk.hasRemaining()) {
                    sink.write(chunk.array(), 0, chunk.position());
                    chunk.clear();
                }
            }
        }
        sink.write(chunk.array(), 0, chunk.position());
        if (sink instanceof GZIPOutputStream gzip) {
            gzip.finish();
        }
        sink.flush();
    }

    private static byte[] header(Extent extent, int channels, Placement placement, NiftiEncoding encoding) {
        if (extent.depth() > Short.MAX_VALUE || extent.height() > Short.MAX_VALUE || extent.width() > Short.MAX_VALUE) {
            throw new IllegalArgumentException("NIfTI-1 sizes end at 32767: " + extent);
        }
        ByteBuffer header = ByteBuffer.allocate(HeaderField.SINGLE_FILE_OFFSET).order(encoding.byteOrder());
        header.putInt(HeaderField.SIZEOF_HDR, HeaderField.SIZE);
        int[] dim = {channels > 1 ? 4 : 3, extent.width(), extent.height(), extent.depth(), channels, 1, 1, 1};
        for (int n = 0; n < dim.length; n++) {
            header.putShort(HeaderField.DIM + 2 * n, (short) dim[n]);
            header.putFloat(
                    HeaderField.PIXDIM + 4 * n, n < 4 ? placement.pixdim().get(n) : 1);
        }
        header.putShort(HeaderField.DATATYPE, (short) encoding.type().code());
        header.putShort(HeaderField.BITPIX, (short) (8 * encoding.type().bytes()));
        header.putFloat(HeaderField.VOX_OFFSET, HeaderField.SINGLE_FILE_OFFSET);
        header.putFloat(HeaderField.SCL_SLOPE, encoding.slope());
        header.putFloat(HeaderField.SCL_INTER, encoding.intercept());
        header.put(HeaderField.XYZT_UNITS, (byte) placement.units());
        header.putShort(HeaderField.QFORM_CODE, (short) placement.qformCode());
        header.putShort(HeaderField.SFORM_CODE, (short) placement.sformCode());
        for (int n = 0; n < 6; n++) {
            header.putFloat(
                    HeaderField.QUATERN_B + 4 * n, placement.quaternion().get(n));
        }
        for (int n = 0; n < 12; n++) {
            header.putFloat(HeaderField.SROW_X + 4 * n, placement.rows().get(n));
        }
        header.put(HeaderField.MAGIC, new byte[] {'n', '+', '1', 0});
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
