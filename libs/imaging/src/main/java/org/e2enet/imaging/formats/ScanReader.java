package org.e2enet.imaging.formats;

import java.io.IOException;
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
    private final ReadLimits limits;
    private final VoxelPlace detached;
    private final NiftiReader nifti;

    /** Of files on a user's disk: detached voxels lie beside their header. */
    public ScanReader(ReadLimits limits) {
        this(limits, VoxelPlace.BESIDE);
    }

    /** Of files in a store, each of which holds its voxels itself ({@link SingleFile}): else {@code IMG-132} or {@code IMG-102}. */
    public static ScanReader ofSingleFiles(ReadLimits limits) {
        return new ScanReader(limits, VoxelPlace.NOWHERE);
    }

    private ScanReader(ReadLimits limits, VoxelPlace detached) {
        this.limits = limits;
        this.detached = detached;
        this.nifti = new NiftiReader(limits);
    }

    /** The header alone, with the gate's notes; voxel counts are checked against the limits. */
    public NiftiHeader readHeader(Path file, String where) {
        try {
            return isNifti(file)
                    ? nifti.readHeader(file, where)
                    : limits.checked(StoredScan.read(file, detached).header());
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
            StoredScan scan = StoredScan.read(file, detached);
            return VoxelReader.image(scan.header(), limits, scan.voxels(), scan.packing(), scan.storedBytes(), where);
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
            StoredScan scan = StoredScan.read(file, detached);
            return VoxelReader.labels(scan.header(), limits, scan.voxels(), scan.packing(), scan.storedBytes(), where);
        } catch (IOException e) {
            throw FormatFaults.unreadable(where, e);
        }
    }

    private static boolean isNifti(Path file) throws IOException {
        return ScanFormat.ofFile(file) == ScanFormat.NIFTI;
    }
}
