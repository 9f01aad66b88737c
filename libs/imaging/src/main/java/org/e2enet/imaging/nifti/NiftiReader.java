package org.e2enet.imaging.nifti;

import java.io.InputStream;
import java.nio.file.Path;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;

/**
 * Reads NIfTI-1 single files, packed or not (told by content, not by name), of every real voxel type and both byte
 * orders; scaling is applied. Voxels go straight into their final arrays, so that a scan is held once. Headers are
 * checked against the file's size before anything is allocated. Thread safe.
 *
 * <p>Every method throws {@link org.e2enet.faults.FaultException} with a code {@code IMG-1xx} for a bad file and nothing
 * else. {@code where} names the file in that error: a role or an id, no path that may hold a patient's name.
 */
public final class NiftiReader {
    private final ReadLimits limits;

    public NiftiReader(ReadLimits limits) {
        this.limits = limits;
    }

    /** The header alone, its promises checked against the file's size and the limits. */
    public NiftiHeader readHeader(Path file, String where) {
        try (NiftiSource source = NiftiSource.open(file, where)) {
            return header(source);
        }
    }

    /** As {@link #readHeader(Path, String)}, of a file that is still on its way; the stream is closed. */
    public NiftiHeader readHeader(InputStream in, long fileBytes, String where) {
        try (NiftiSource source = NiftiSource.open(in, Math.max(fileBytes, NiftiSource.UNKNOWN), where)) {
            return header(source);
        }
    }

    /** An image with its channels as float32. */
    public Volume readImage(Path file, String where) {
        try (NiftiSource source = NiftiSource.open(file, where)) {
            return image(source);
        }
    }

    /**
     * As {@link #readImage(Path, String)}; the stream is closed.
     *
     * @param fileBytes size of the file as stored (packed), or a negative number if unknown: bad headers are then found
     *     only while reading, at no more memory than the file really fills
     */
    public Volume readImage(InputStream in, long fileBytes, String where) {
        try (NiftiSource source = NiftiSource.open(in, Math.max(fileBytes, NiftiSource.UNKNOWN), where)) {
            return image(source);
        }
    }

    /** A label map: one channel of integers from 0 to 32767, in any voxel type. */
    public LabelVolume readLabels(Path file, String where) {
        try (NiftiSource source = NiftiSource.open(file, where)) {
            return labels(source);
        }
    }

    /** As {@link #readLabels(Path, String)} and {@link #readImage(InputStream, long, String)}. */
    public LabelVolume readLabels(InputStream in, long fileBytes, String where) {
        try (NiftiSource source = NiftiSource.open(in, Math.max(fileBytes, NiftiSource.UNKNOWN), where)) {
            return labels(source);
        }
    }

    private Volume image(NiftiSource source) {
        NiftiHeader header = header(source);
        ImageVoxels voxels = new ImageVoxels(header, source.plausibleVoxels(header));
        VoxelStream.copy(source, header, voxels);
        return new Volume(header.geometry(), voxels.channels());
    }

    private LabelVolume labels(NiftiSource source) {
        NiftiHeader header = header(source);
        if (header.channels() != 1) {
            throw NiftiFaults.channels(header.channels());
        }
        LabelVoxels voxels = new LabelVoxels(header, source.plausibleVoxels(header));
        VoxelStream.copy(source, header, voxels);
        return new LabelVolume(header.geometry(), voxels.labels());
    }

    private NiftiHeader header(NiftiSource source) {
        byte[] bytes = new byte[HeaderField.SIZE];
        int read = source.read(bytes, bytes.length);
        if (read == 0) {
            throw NiftiFaults.empty(source.where());
        }
        if (read < bytes.length) {
            throw NiftiFaults.cutHeader(read);
        }
        NiftiHeader header = NiftiHeader.parse(bytes);
        limits.check(header);
        source.checkHolds(header);
        return header;
    }
}
