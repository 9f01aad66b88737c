package org.e2enet.benchmarks.scan;

import org.e2enet.contract.Size3;
import org.e2enet.faults.Fault;

/**
 * What to segment.
 *
 * @param scan extents in voxels, at least the patch on every axis
 * @param classes background included
 * @param patch a window
 * @param checkedSlices how many slices are compared with the sums of all classes
 */
public record ScanSettings(Size3 scan, int classes, Size3 patch, int checkedSlices) {
    private static final int SMALLEST_EDGE = 8;

    /** @throws org.e2enet.faults.FaultException SPA-204 when there is nothing to segment */
    public ScanSettings {
        boolean fits =
                scan.depth() >= patch.depth() && scan.height() >= patch.height() && scan.width() >= patch.width();
        int edge = Math.min(patch.depth(), Math.min(patch.height(), patch.width()));
        if (edge < SMALLEST_EDGE || classes < 2 || checkedSlices < 0 || checkedSlices > scan.depth() || !fits) {
            throw new Fault(
                            "SPA-204",
                            "a scan of " + scan + " voxels, windows of " + patch + ", " + classes + " classes, "
                                    + checkedSlices + " slices to compare",
                            "--scan",
                            "Give windows of 8 or more that fit into the scan, and 2 classes or more.")
                    .exception();
        }
    }
}
