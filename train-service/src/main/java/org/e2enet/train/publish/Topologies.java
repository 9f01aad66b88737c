package org.e2enet.train.publish;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.DirectionShares;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.TensorEvolution;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.checkpoint.ModelTensors;
import org.e2enet.network.topology.ConnectionDirections;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyUpdate;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.store.ObjectStore;

/** Writes {@link MasksEvolved} events, with a snapshot of all masks now and then. */
@Singleton
public class Topologies {
    private final ObjectStore objects;

    Topologies(ObjectStore objects) {
        this.objects = objects;
    }

    /** Where a process starts from: no change, with a snapshot. */
    public MasksEvolved start(
            TrainingRequested request, int updates, int iteration, Topology topology, double exploredShare) {
        return new MasksEvolved(
                request.runId(),
                request.fold(),
                updates,
                iteration,
                0,
                List.of(),
                directions(request, topology),
                exploredShare,
                snapshot(topology));
    }

    public MasksEvolved update(
            TrainingRequested request,
            int number,
            TopologyUpdate update,
            Topology topology,
            double exploredShare,
            boolean withSnapshot) {
        List<TensorEvolution> tensors = new ArrayList<>();
        update.tensors().forEach((name, change) -> {
            KernelMask mask = topology.mask(name).orElseThrow();
            tensors.add(new TensorEvolution(name, mask.rows(), mask.columns(), change));
        });
        return new MasksEvolved(
                request.runId(),
                request.fold(),
                number,
                update.iteration(),
                update.dropFraction(),
                tensors,
                directions(request, topology),
                exploredShare,
                withSnapshot ? snapshot(topology) : null);
    }

    private static List<DirectionShares> directions(TrainingRequested request, Topology topology) {
        List<DirectionShares> shares = new ArrayList<>();
        new ConnectionDirections(Architectures.graph(request.plan()))
                .proportions(topology)
                .forEach((name, proportions) -> shares.add(new DirectionShares(
                        name, proportions.forward(), proportions.upward(), proportions.downward())));
        return shares;
    }

    private ObjectRef snapshot(Topology topology) {
        SafetensorsWriter writer = new SafetensorsWriter();
        ModelTensors.add(writer, topology);
        return objects.put(writer.toBytes(), SafetensorsWriter.MEDIA_TYPE);
    }
}
