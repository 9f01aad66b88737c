package org.e2enet.imaging.formats;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.e2enet.contract.Size3;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.VoxelWriter;

/**
 * Writes images and labels in the format that the file's name asks for: {@code .nii}, {@code .nii.gz}, {@code .mha},
 * {@code .nrrd}, or {@code .mhd} and {@code .nhdr} with the voxels beside them. MetaImage and NRRD are packed. Equal
 * volumes give equal bytes.
 */
public final class ScanWriter {
    private ScanWriter() {}

    /** Labels as uint8, or int16 above 255. */
    public static void write(LabelVolume labels, Path file) throws IOException {
        if (ScanFormat.ofName(name(file)) == ScanFormat.NIFTI) {
            NiftiWriter.write(labels, file);
            return;
        }
        write(labels.geometry(), 1, NiftiEncoding.ofLabels(labels.maxLabel()), VoxelWriter.Voxels.of(labels), file);
    }

    /** An image, its channels as fourth axis. Only NIfTI scales: for the others slope is 1 and intercept 0. */
    public static void write(Volume image, NiftiEncoding encoding, Path file) throws IOException {
        if (ScanFormat.ofName(name(file)) == ScanFormat.NIFTI) {
            NiftiWriter.write(image, encoding, file);
            return;
        }
        if (encoding.slope() != 1 || encoding.intercept() != 0) {
            throw new IllegalArgumentException("only NIfTI scales its numbers");
        }
        write(
                image.geometry(),
                image.channelCount(),
                encoding,
                (channel, voxel) -> image.channel(channel)[voxel],
                file);
    }

    private static void write(
            Geometry geometry, int channels, NiftiEncoding encoding, VoxelWriter.Voxels voxels, Path file)
            throws IOException {
        String placing = ScanFormat.ofName(name(file)) == ScanFormat.NRRD
                ? HeaderWords.nrrdPlacing(geometry, channels)
                : HeaderWords.metaPlacing(geometry, channels);
        write(placing, geometry.extent(), channels, encoding, voxels, file);
    }

    /** @param placing what a header of the file's format says of the grid's place */
    static void write(
            String placing, Size3 extent, int channels, NiftiEncoding encoding, VoxelWriter.Voxels voxels, Path file)
            throws IOException {
        String name = name(file);
        boolean nrrd = ScanFormat.ofName(name) == ScanFormat.NRRD;
        boolean detached = name.endsWith(".mhd") || name.endsWith(".nhdr");
        String data = name.substring(0, name.lastIndexOf('.')) + (nrrd ? ".raw.gz" : ".zraw");
        String beside = detached ? data : null;
        String header = nrrd
                ? HeaderWords.nrrd(placing, extent, channels, encoding, "gzip", beside)
                : HeaderWords.metaImage(placing, extent, channels, encoding, beside);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(header.getBytes(StandardCharsets.US_ASCII));
            if (!detached) {
                pack(extent, channels, encoding, voxels, nrrd, out);
            }
        }
        if (detached) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file.resolveSibling(data)))) {
                pack(extent, channels, encoding, voxels, nrrd, out);
            }
        }
    }

    private static void pack(
            Size3 extent,
            int channels,
            NiftiEncoding encoding,
            VoxelWriter.Voxels voxels,
            boolean gzip,
            OutputStream out)
            throws IOException {
        DeflaterOutputStream packed = gzip ? new GZIPOutputStream(out, 1 << 16) : new DeflaterOutputStream(out);
        VoxelWriter.write(extent, channels, encoding, voxels, packed);
        packed.finish();
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
