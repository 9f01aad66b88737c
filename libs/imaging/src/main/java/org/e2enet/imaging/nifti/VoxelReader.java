package org.e2enet.imaging.nifti;

import java.io.InputStream;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;

/** Reads voxels of any format whose header was translated into NIfTI's fields. Throws {@code IMG-1xx} and nothing else. */
public final class VoxelReader {
    private VoxelReader() {}

    /**
     * An image.
     *
     * @param voxels begins with the first voxel, still packed; is closed
     * @param storedBytes bytes in the file, packed or not
     * @param where names the file in errors
     */
    public static Volume image(
            NiftiHeader header,
            ReadLimits limits,
            InputStream voxels,
            Packing packing,
            long storedBytes,
            String where) {
        try (NiftiSource source = NiftiSource.ofVoxels(voxels, packing, storedBytes, where)) {
            limits.check(header);
            source.checkHolds(header);
            return image(header, source);
        }
    }

    /** A label map; as {@link #image(NiftiHeader, ReadLimits, InputStream, Packing, long, String)}. */
    public static LabelVolume labels(
            NiftiHeader header,
            ReadLimits limits,
            InputStream voxels,
            Packing packing,
            long storedBytes,
            String where) {
        try (NiftiSource source = NiftiSource.ofVoxels(voxels, packing, storedBytes, where)) {
            limits.check(header);
            source.checkHolds(header);
            return labels(header, source);
        }
    }

    static Volume image(NiftiHeader header, NiftiSource source) {
        ImageVoxels voxels = new ImageVoxels(header, source.plausibleVoxels(header));
        VoxelStream.copy(source, header, voxels);
        return new Volume(header.geometry(), voxels.channels());
    }

    static LabelVolume labels(NiftiHeader header, NiftiSource source) {
        if (header.channels() != 1) {
            throw NiftiFaults.channels(header.channels());
        }
        LabelVoxels voxels = new LabelVoxels(header, source.plausibleVoxels(header));
        VoxelStream.copy(source, header, voxels);
        return new LabelVolume(header.geometry(), voxels.labels());
    }
}
