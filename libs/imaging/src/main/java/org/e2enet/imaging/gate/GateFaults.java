package org.e2enet.imaging.gate;

import java.util.Locale;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** Errors of the gate alone: IMG-125, IMG-126. */
final class GateFaults {
    private GateFaults() {}

    static FaultException sheared(double degrees) {
        return new Fault(
                        "IMG-125",
                        String.format(
                                Locale.ROOT,
                                "two axes of the voxel grid are %.0f degrees apart, 90 are usual",
                                degrees),
                        "sform, qform or space directions",
                        "Correct the header, or resample the image onto a rectangular grid.")
                .exception();
    }

    static FaultException units(String unit, double millimetres) {
        return new Fault(
                        "IMG-126",
                        String.format(
                                Locale.ROOT,
                                "the header gives lengths in %s: voxels would be %.3g mm wide",
                                unit,
                                millimetres),
                        "xyzt_units",
                        "If the lengths are millimetres, set xyzt_units to 2; else export the scan again.")
                .exception();
    }
}
