package org.e2enet.preparation;

import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** Why a scan is not prepared: IMG-127, IMG-128. */
public final class PreparationFaults {
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

    /** Of a scan too large for this process, or for what others leave of it. */
    public static FaultException memory(double neededBytes) {
        return new Fault(
                        "IMG-128",
                        "preparing the scan takes " + (long) Math.ceil(neededBytes / MIB)
                                + " MiB of Java heap, more than the process has to lend",
                        "dim[1..4]",
                        "Raise the service's heap (-Xmx), check the wanted spacing, or crop the scan; then send it again.")
                .exception();
    }
}
