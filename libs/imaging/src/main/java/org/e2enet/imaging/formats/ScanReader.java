package org.e2enet.imaging.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiHeader;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.imaging.nifti.VoxelReader;

/**
 * Reads images and labels of every format in {@link ScanFormat}, told by content, not by name. Detached voxels must lie
 * beside their header. Throws {@link org.e2enet.faults.FaultException} with a code {@code IMG-1xx} and nothing else;
 * {@code where} names the file in it: a role or an id, no path that may hold a patient's name. Thread safe.
 */
public final class ScanReader {
    private static final int START_BYTES = 64;

    private final ReadLimits limits;
    private final NiftiReader nifti;

    public ScanReader(ReadLimits limits) {
        this.limits = limits;
        this.nifti = new NiftiReader(limits);
    }

    /** The header alone, with the gate's notes; voxel counts are checked against the limits. */
    public NiftiHeader readHeader(Path file, String where) {
        try {
            return isNifti(file)
                    ? nifti.readHeader(file, where)
                    : limits.checked(stored(file).header());
        } catch (IOException e) {
            throw FormatFaults.unreadable(where, e);
        }
    }

    /** An image with its channels as float32. */
    public Volume readImage(Path file, String where) {
        try {
            if (isNifti(file)) {
                return nifti.readImage(file, where);
            }
            StoredScan scan = stored(file);
            long offset = offset(scan);
            return VoxelReader.image(
                    scan.header(),
                    limits,
                    voxels(scan, offset),
                    scan.packing(),
                    Files.size(scan.file()) - offset,
                    where);
        } catch (IOException e) {
            throw FormatFaults.unreadable(where, e);
        }
    }

    /** A label map: one channel of integers from 0 to 32767, in any voxel type. */
    public LabelVolume readLabels(Path file, String where) {
        try {
            if (isNifti(file)) {
                return nifti.readLabels(file, where);
            }
            StoredScan scan = stored(file);
            long offset = offset(scan);
            return VoxelReader.labels(
                    scan.header(),
                    limits,
                    voxels(scan, offset),
                    scan.packing(),
                    Files.size(scan.file()) - offset,
                    where);
        } catch (IOException e) {
            throw FormatFaults.unreadable(where, e);
        }
    }

    private static boolean isNifti(Path file) throws IOException {
        return format(file) == ScanFormat.NIFTI;
    }

    private static ScanFormat format(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ScanFormat.ofContent(in.readNBytes(START_BYTES));
        }
    }

    private static StoredScan stored(Path file) throws IOException {
        return format(file) == ScanFormat.NRRD ? NrrdHeader.read(file) : MetaImageHeader.read(file);
    }

    private static long offset(StoredScan scan) throws IOException {
        long size = Files.size(scan.file());
        long offset =
                scan.offset() == StoredScan.AT_THE_END ? size - scan.header().voxelBytes() : scan.offset();
        return Math.clamp(offset, 0, size);
    }

    private static InputStream voxels(StoredScan scan, long offset) throws IOException {
        InputStream in = Files.newInputStream(scan.file());
        try {
            in.skipNBytes(offset);
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
