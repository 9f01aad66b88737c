package org.e2enet.benchmarks.scan;

import org.e2enet.contract.Size3;
import org.e2enet.faults.Fault;

/**
 * What to segment.
 *
 * @param scan extents in voxels, at least the patch on every axis
 * @param classes background included
 * @param patch edge of a window
 * @param checkedSlices how many slices are compared with the sums of all classes
 */
public record ScanSettings(Size3 scan, int classes, int patch, int checkedSlices) {
    /** @throws org.e2enet.faults.FaultException SPA-204 when there is nothing to segment */
    public ScanSettings {
        boolean fits = scan.depth() >= patch && scan.height() >= patch && scan.width() >= patch;
        if (patch < 8 || classes < 2 || checkedSlices < 0 || checkedSlices > scan.depth() || !fits) {
            throw new Fault(
                            "SPA-204",
                            "a scan of " + scan + " voxels, windows of " + patch + ", " + classes + " classes, "
                                    + checkedSlices + " slices to compare",
                            "--scan",
                            "Give windows of 8 or more that fit into the scan, and 2 classes or more.")
                    .exception();
        }
    }

    Size3 window() {
        return Size3.cube(patch);
    }
}
