package org.e2enet.imaging.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.nifti.NiftiAssembly;

/**
 * Puts scans whose voxels lie in another file than their header ({@code .hdr} with {@code .img}, {@code .mhd}, {@code .nhdr}) into one NIfTI
 * file: voxels byte for byte, placement bit for bit. Stores and uploads know single files only. Equal files give equal bytes.
 */
public final class SingleFile {
    private SingleFile() {}

    /** Whether this is a header whose voxels lie elsewhere, or such voxels with their header beside them; bad files are none. */
    public static boolean isDetached(Path file) {
        try {
            if (ScanFormat.ofFile(file) == ScanFormat.NIFTI) {
                return NiftiAssembly.isPair(file);
            }
            Path elsewhere = file.resolveSibling("voxels");
            return StoredScan.read(file, VoxelPlace.at(elsewhere)).file().equals(elsewhere);
        } catch (IOException | FaultException bad) {
            return false; // whoever reads it says what is wrong
        }
    }

    /** The file beside a header that holds its voxels; empty where the header has them, or they are not there. */
    public static Optional<Path> voxelsOf(Path header) {
        if (!isDetached(header)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    ScanFormat.ofFile(header) == ScanFormat.NIFTI
                            ? NiftiAssembly.voxelsOf(header)
                            : StoredScan.read(header, VoxelPlace.BESIDE).file());
        } catch (IOException | FaultException absent) {
            return Optional.empty();
        }
    }

    /**
     * A scan on a user's disk.
     *
     * @param header names its voxels' file, which lies beside it
     * @param mostBytes of the voxels
     * @throws FaultException {@code IMG-1xx} for a bad scan, {@code IMG-105} for more bytes
     */
    public static void write(Path header, long mostBytes, Path target) throws IOException {
        write(header, VoxelPlace.BESIDE, null, mostBytes, target);
    }

    /** As {@link #write(Path, long, Path)}, of voxels in a file that somebody gave. */
    public static void write(Path header, Path voxels, long mostBytes, Path target) throws IOException {
        write(header, VoxelPlace.at(voxels), voxels, mostBytes, target);
    }

    private static void write(Path header, VoxelPlace place, Path voxels, long mostBytes, Path target)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(target)) {
            if (ScanFormat.ofFile(header) == ScanFormat.NIFTI) {
                NiftiAssembly.ofPair(header, voxels, mostBytes, out);
                return;
            }
            StoredScan scan = StoredScan.read(header, place);
            try (InputStream stored = scan.voxels()) {
                NiftiAssembly.of(scan.header(), stored, scan.packing(), scan.storedBytes(), mostBytes, out);
            }
        }
    }
}
