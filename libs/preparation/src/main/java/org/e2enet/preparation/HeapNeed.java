package org.e2enet.preparation;

import org.e2enet.contract.Size3;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.contract.scan.Spacing;

/**
 * What a scan takes of the Java heap on its way, told beforehand: one that needs more than there is would take the process down, come
 * back with its redelivered record, and take it down again. Bytes are doubles, since a small spacing makes them astronomic.
 *
 * @param voxels of the whole array
 * @param channels each held as float32
 * @param labelled whether labels are held as int16 beside them
 */
record HeapNeed(double voxels, int channels, boolean labelled) {
    private static final int FLOAT = 4;
    private static final int SHORT = 2;

    /** Arrays larger than half a region of the collector lie in whole regions of their own; buffers and headers. */
    private static final double OVERHEAD = 1.05;

    private static final double FIXED_BYTES = 16 << 20;

    /** Image and labels as they were read, and the masks that their fingerprint is taken with. */
    double toRead() {
        return total(read() + voxels * (labelled ? 2 : 1));
    }

    /**
     * From the read scan to the prepared one: the larger of what cropping labels and what resampling the first channel takes.
     *
     * @param cropped sizes along canonical axes of what the crop keeps
     * @param spacingMm along canonical axes
     */
    double toPrepare(Size3 cropped, Spacing spacingMm, Preparation wanted) {
        AxisMapping order = AxisMapping.permutation(wanted.axisOrder());
        Size3 before = order.targetExtent(cropped);
        Spacing from = order.targetSpacing(spacingMm);
        double kept = before.volume();
        double prepared = 1;
        boolean resampled = false;
        for (int axis = 0; axis < 3; axis++) {
            double size = wanted.spacingMm() == null
                    ? before.along(axis)
                    : Math.max(
                            1,
                            Math.ceil(before.along(axis)
                                    * from.along(axis)
                                    / wanted.spacingMm().along(axis)));
            resampled |= size != before.along(axis);
            prepared *= size;
        }
        boolean masked = wanted.channels().stream().anyMatch(ChannelNormalization::insideNonzero);
        double masks = masked ? voxels + kept * (1 + SHORT) + prepared * (1 + SHORT) : 0;
        double labels = labelled ? kept * SHORT + (resampled ? prepared * SHORT : 0) : 0;
        double keptLabels = labelled ? prepared * SHORT : 0;
        double work = resampled ? 2 * FLOAT * Math.max(kept, prepared) : 0;
        double images = kept * FLOAT + work + (channels > 1 ? prepared * FLOAT * channels : 0);
        double ofLabels = read() + masks + labels;
        double ofImages = voxels * FLOAT * channels + keptLabels + (masked ? prepared : 0) + images;
        return total(Math.max(ofLabels, ofImages));
    }

    private double read() {
        return voxels * (FLOAT * channels + (labelled ? SHORT : 0));
    }

    private static double total(double bytes) {
        return FIXED_BYTES + OVERHEAD * bytes;
    }
}
