package org.e2enet.ingest.normalize;

import org.e2enet.contract.scan.Extent;
import org.e2enet.contract.scan.ScanFingerprint;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.prepare.PreprocessingPlan;

/**
 * What preparing a scan takes at most beside the scan itself, told beforehand: a scan that needs more than there is would take
 * the process down, come back with the redelivered record, and take it down again.
 */
final class MemoryNeed {
    /** Cropped copy, and two working copies of the resampler's passes, at float32. */
    private static final int WORK_BYTES_PER_VOXEL = 12;

    private static final int FLOAT_BYTES = 4;
    private static final int LABEL_BYTES = 2;

    private MemoryNeed() {}

    /** Bytes, as a double since a small target spacing can make them astronomic. */
    static double bytes(Volume image, ScanFingerprint fingerprint, PreprocessingPlan plan) {
        double prepared = preparedVoxels(fingerprint, plan);
        double larger = Math.max(prepared, fingerprint.croppedExtent().voxels());
        return image.extent().voxels()
                + larger * (WORK_BYTES_PER_VOXEL + LABEL_BYTES)
                + prepared * (FLOAT_BYTES * image.channelCount() + LABEL_BYTES);
    }

    private static double preparedVoxels(ScanFingerprint fingerprint, PreprocessingPlan plan) {
        Extent cropped = fingerprint.croppedExtent();
        Spacing target = plan.targetSpacingMm();
        double voxels = 1;
        for (int axis = 0; axis < 3; axis++) {
            int canonical = plan.axisOrder().get(axis);
            voxels *=
                    Math.ceil(cropped.along(canonical) * fingerprint.spacingMm().along(canonical) / target.along(axis));
        }
        return voxels;
    }

    /** Heap that is free or could be made so: a lower bound, since garbage counts as used. */
    static long freeHeapBytes() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }
}
