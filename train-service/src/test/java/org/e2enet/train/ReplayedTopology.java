package org.e2enet.train;

import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.e2enet.events.MasksEvolved;
import org.e2enet.network.safetensors.SafetensorsFile;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.TensorUpdate;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyUpdate;
import org.e2enet.store.FileStore;

/** Rebuilds topologies from {@code masks.evolved} alone. */
final class ReplayedTopology {
    private static final String MASK = "mask.";

    private ReplayedTopology() {}

    static Topology snapshot(FileStore store, MasksEvolved event) throws IOException {
        Map<String, KernelMask> masks = new LinkedHashMap<>();
        try (SafetensorsFile file = SafetensorsFile.open(store.localFile(event.snapshot()))) {
            for (String name : file.names()) {
                byte[] flags = file.bytes(name);
                BitSet active = new BitSet();
                for (int kernel = 0; kernel < flags.length; kernel++) {
                    active.set(kernel, flags[kernel] != 0);
                }
                var shape = file.entry(name).shape();
                masks.put(name.substring(MASK.length()), new KernelMask(shape.get(0), shape.get(1), active));
            }
        }
        return new Topology(masks);
    }

    static Topology apply(Topology before, MasksEvolved event) {
        Map<String, TensorUpdate> tensors = new LinkedHashMap<>();
        event.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor.update()));
        return new TopologyUpdate(event.iteration(), event.dropFraction(), tensors).applyTo(before);
    }
}
