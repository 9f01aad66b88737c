package org.e2enet.imaging.formats;

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
}
