package org.e2enet.dicom.files;

import org.e2enet.faults.FaultException;

/**
 * How much one input may hold.
 *
 * @param maxBytes bytes of all files together, unpacked
 * @param maxFiles number of files
 * @param zipRatio how many times its size an entry of a zip may unpack to
 */
public record FileBounds(long maxBytes, int maxFiles, int zipRatio) {
    /** 4 GiB, 5000 files, 200 times. */
    public static final FileBounds DEFAULT = new FileBounds(4L << 30, 5000, 200);

    public FileBounds {
        if (maxBytes < 1 || maxFiles < 1 || zipRatio < 1) {
            throw new IllegalArgumentException("bounds must be positive");
        }
    }

    /** {@code DCM-107}, for what turns out to hold more while it comes. */
    public FaultException tooManyBytes() {
        return FileFaults.tooManyBytes(maxBytes);
    }

    /** @throws org.e2enet.faults.FaultException {@code DCM-301} for more files than these: before any is fetched */
    public void requireFiles(int files) {
        if (files > maxFiles) {
            throw FileFaults.tooManyFiles(maxFiles);
        }
    }
}
