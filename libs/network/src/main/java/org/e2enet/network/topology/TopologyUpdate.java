package org.e2enet.network.topology;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.topology.TensorUpdate;

/**
 * One topology update of a run: dropped and grown kernels per masked tensor, in the graph's order.
 *
 * @param iteration steps done when it was made, counted from 1: the new topology holds from the next step on
 * @param dropFraction r(t)
 */
public record TopologyUpdate(int iteration, double dropFraction, Map<String, TensorUpdate> tensors) {
    public TopologyUpdate {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        if (iteration < 0) {
            throw new IllegalArgumentException("iteration must not be negative: " + iteration);
        }
    }

    /** The change that a record tells of. */
    public static TopologyUpdate of(MasksEvolved event) {
        Map<String, TensorUpdate> changes = new LinkedHashMap<>();
        event.tensors().forEach(tensor -> changes.put(tensor.name(), tensor.update()));
        return new TopologyUpdate(event.iteration(), event.dropFraction(), changes);
    }

    /**
     * The topology after this update.
     *
     * @throws org.e2enet.faults.FaultException NET-402 when the update was made on another topology
     */
    public Topology applyTo(Topology before) {
        Map<String, KernelMask> masks = new LinkedHashMap<>(before.masks());
        tensors.forEach((name, update) -> {
            KernelMask mask = masks.get(name);
            if (mask == null) {
                throw TopologyFaults.doesNotFit(name, "the update speaks of a tensor that has no mask");
            }
            masks.put(name, mask.after(update, name));
        });
        return new Topology(masks);
    }

    public int droppedKernels() {
        return tensors.values().stream()
                .mapToInt(update -> update.dropped().size())
                .sum();
    }
}
