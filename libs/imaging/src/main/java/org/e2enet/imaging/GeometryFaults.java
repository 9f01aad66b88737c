package org.e2enet.imaging;

import java.util.Locale;
import org.e2enet.contract.Size3;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** Errors about where voxels lie: IMG-109, IMG-110, IMG-114. */
final class GeometryFaults {
    private GeometryFaults() {}

    static FaultException spacing(double mm) {
        return new Fault(
                        "IMG-109",
                        "voxel sizes must be positive and finite, got " + mm + " mm",
                        "pixdim[1..3]",
                        "Correct the header's voxel sizes, or export the scan again.")
                .exception();
    }

    static FaultException singular() {
        return new Fault(
                        "IMG-110",
                        "the affine is singular or not finite: its axes do not span space",
                        "sform or qform",
                        "Correct the header's sform and qform, or export the scan again.")
                .exception();
    }

    static FaultException otherSize(Size3 wanted, Size3 got, String name) {
        return new Fault(
                        Geometry.OTHER_GRID,
                        "grid sizes differ (depth x height x width): image " + wanted + ", " + name + " " + got,
                        name,
                        "Resample the " + name + " onto the image's grid.")
                .exception();
    }

    static FaultException otherPlace(double gapMm, double allowedMm, String name) {
        return new Fault(
                        Geometry.OTHER_GRID,
                        String.format(
                                Locale.ROOT,
                                "grids of equal size lie up to %.3g mm apart; %.3g mm allowed",
                                gapMm,
                                allowedMm),
                        name,
                        "Give the " + name + " the image's affine if they belong together, or resample them.")
                .exception();
    }
}
