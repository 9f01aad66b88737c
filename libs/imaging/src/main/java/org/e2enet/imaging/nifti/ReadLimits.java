package org.e2enet.imaging.nifti;

import org.e2enet.contract.Size3;

/**
 * How much a reader takes on.
 *
 * @param maxVoxels voxels of one channel
 * @param maxChannels size of the fourth axis
 */
public record ReadLimits(long maxVoxels, int maxChannels) {
    /** A channel is one Java array. */
    private static final long ARRAY_LIMIT = Integer.MAX_VALUE - 8;

    /** Of one channel, as it comes and as it is resampled: 1024³. */
    public static final long MOST_VOXELS = 1L << 30;

    /** One channel: images that come one file per channel, and labels. */
    public static final ReadLimits SINGLE_CHANNEL = new ReadLimits(MOST_VOXELS, 1);

    /** Up to 32 channels in one file, as in the Medical Segmentation Decathlon; more are most often points in time. */
    public static final ReadLimits WITH_CHANNELS = new ReadLimits(MOST_VOXELS, 32);

    public ReadLimits {
        if (maxVoxels < 1 || maxVoxels > ARRAY_LIMIT || maxChannels < 1) {
            throw new IllegalArgumentException("limits must be within 1 and " + ARRAY_LIMIT);
        }
    }

    /** The header itself; {@code IMG-105}, {@code IMG-108} or {@code IMG-119} where it asks for too much. */
    public NiftiHeader checked(NiftiHeader header) {
        check(header);
        return header;
    }

    void check(NiftiHeader header) {
        Size3 extent = header.geometry().extent();
        // As a double: sizes from outside can have a product that no long holds, and that wraps to a small one.
        double voxels = (double) extent.depth() * extent.height() * extent.width();
        if (voxels > maxVoxels) {
            throw NiftiFaults.tooManyVoxels((long) voxels, maxVoxels);
        }
        if (header.channels() > maxChannels) {
            throw maxChannels == 1
                    ? NiftiFaults.channels(header.channels())
                    : NiftiFaults.tooManyChannels(
                            header.channels(),
                            maxChannels,
                            header.geometry().extent().width());
        }
    }
}
