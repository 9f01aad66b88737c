package org.e2enet.preparation;

import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** Why a scan is not prepared: IMG-127, IMG-128. */
final class PreparationFaults {
    private static final long MIB = 1 << 20;

    private PreparationFaults() {}

    static FaultException noContrast() {
        return new Fault(
                        "IMG-127",
                        "all voxels of the image have the same value",
                        "voxels",
                        "Check the export: an image without contrast cannot be segmented.")
                .exception();
    }

    static FaultException memory(double neededBytes, long heapBytes) {
        return new Fault(
                        "IMG-128",
                        "preparing the scan takes " + (long) Math.ceil(neededBytes / MIB)
                                + " MiB of Java heap, of which the process has " + heapBytes / MIB + " MiB free",
                        "dim[1..4]",
                        "Raise the service's heap (-Xmx), check the wanted spacing, or crop the scan; then send it again.")
                .exception();
    }
}
