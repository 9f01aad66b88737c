package org.e2enet.imaging.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.e2enet.imaging.nifti.NiftiHeader;
import org.e2enet.imaging.nifti.Packing;

/**
 * What the header of a MetaImage or NRRD file says.
 *
 * @param file the one that holds the voxels
 * @param offset where they begin in it, or -1 if they are its last bytes
 */
record StoredScan(NiftiHeader header, Path file, long offset, Packing packing) {
    static final long AT_THE_END = -1;

    /** Of a file that {@link ScanFormat#ofFile} says is MetaImage or NRRD. */
    static StoredScan read(Path file, VoxelPlace place) throws IOException {
        return ScanFormat.ofFile(file) == ScanFormat.NRRD
                ? NrrdHeader.read(file, place)
                : MetaImageHeader.read(file, place);
    }

    /** Where voxels begin in their file. */
    long start() throws IOException {
        long size = Files.size(file);
        return Math.clamp(offset == AT_THE_END ? size - header.voxelBytes() : offset, 0, size);
    }

    /** Bytes of the voxels as stored. */
    long storedBytes() throws IOException {
        return Files.size(file) - start();
    }

    /** From the first voxel on, as stored. */
    InputStream voxels() throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            in.skipNBytes(start());
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
