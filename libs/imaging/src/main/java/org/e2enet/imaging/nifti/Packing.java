package org.e2enet.imaging.nifti;

/** How bytes of voxels are packed in their file. */
public enum Packing {
    NONE,
    GZIP,
    /** Deflate with zlib's head and checksum. */
    ZLIB
}
