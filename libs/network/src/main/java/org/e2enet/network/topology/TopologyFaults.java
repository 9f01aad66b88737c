package org.e2enet.network.topology;

import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** What can be wrong with a recorded topology. */
final class TopologyFaults {
    private static final String REPLAY = "Replay from a snapshot of the same run, with all updates after it.";

    private TopologyFaults() {}

    static FaultException doesNotFit(String tensor, String what) {
        return new Fault("NET-402", what, tensor, REPLAY).exception();
    }

    static FaultException outOfOrder(String what) {
        return new Fault("NET-403", what, "topology updates", REPLAY).exception();
    }
}
