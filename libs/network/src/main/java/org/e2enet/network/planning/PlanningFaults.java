package org.e2enet.network.planning;

import java.util.Locale;
import org.e2enet.contract.Size3;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** Why no plan can be made. */
final class PlanningFaults {
    private static final double GIB = 1 << 30;

    private PlanningFaults() {}

    static FaultException tooSmall(Size3 extent) {
        return new Fault(
                        "NET-106",
                        "no axis of " + extent + " voxels can be halved down to " + Pooling.MIN_EDGE
                                + ": a network has two levels at least",
                        "plan.patch",
                        "Resample the scans finer, or give a larger patch.")
                .exception();
    }

    static FaultException tooLittleMemory(Size3 patch, int batch, long bytes, long limitBytes) {
        return new Fault(
                        "NET-107",
                        String.format(
                                Locale.ROOT,
                                "training on %d patches of %s takes about %.2f GiB, %.2f GiB are allowed",
                                batch,
                                patch,
                                bytes / GIB,
                                limitBytes / GIB),
                        "memory limit",
                        "Allow more memory, or take fewer channels, a smaller batch or a smaller patch.")
                .exception();
    }
}
