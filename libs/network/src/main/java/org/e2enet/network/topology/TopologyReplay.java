package org.e2enet.network.topology;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Rebuilds the topology of any iteration from a snapshot and the recorded updates of the same run. */
public final class TopologyReplay {
    private TopologyReplay() {}

    /**
     * The topology in force after step {@code iteration} and the update that may follow it.
     *
     * @param snapshot topology after step {@code snapshotIteration} (0 = the start)
     * @param updates in any order; one delivered twice counts once, those outside the span are not looked at
     * @throws org.e2enet.faults.FaultException NET-402 when an update does not fit the topology before it (one is missing,
     *     or it is of another run), NET-403 when two differ for one iteration, or the snapshot is younger than asked
     */
    public static Topology at(Topology snapshot, int snapshotIteration, List<TopologyUpdate> updates, int iteration) {
        return at(snapshot, snapshotIteration, updates, iteration, _ -> {});
    }

    /**
     * The same.
     *
     * @param passing gets the topology after each update on the way
     */
    public static Topology at(
            Topology snapshot,
            int snapshotIteration,
            List<TopologyUpdate> updates,
            int iteration,
            Consumer<Topology> passing) {
        if (iteration < snapshotIteration) {
            throw TopologyFaults.outOfOrder(
                    "iteration " + iteration + " lies before the snapshot of iteration " + snapshotIteration);
        }
        List<TopologyUpdate> ordered = updates.stream()
                .filter(update -> update.iteration() > snapshotIteration && update.iteration() <= iteration)
                .distinct()
                .sorted(Comparator.comparingInt(TopologyUpdate::iteration))
                .toList();
        Topology topology = snapshot;
        int last = snapshotIteration;
        for (TopologyUpdate update : ordered) {
            if (update.iteration() == last) {
                throw TopologyFaults.outOfOrder("two different updates claim iteration " + last);
            }
            topology = update.applyTo(topology);
            last = update.iteration();
            passing.accept(topology);
        }
        return topology;
    }
}
