package org.e2enet.train;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.Size3;
import org.e2enet.contract.TensorEvolution;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.checkpoint.ModelTensors;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.random.Xoshiro;
import org.e2enet.network.topology.Exploration;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyEvolution;
import org.e2enet.network.topology.TopologyStart;
import org.e2enet.network.topology.TopologyUpdate;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.store.FileStore;

/** A run of which only the topology is real: it evolves as in training, by norms drawn at random. An update every 3 steps. */
final class RecordedRun {
    static final Plan PLAN = Presets.e2enet(4, 8, 3, 1, 2, new Size3(8, 16, 16), 0.5);
    static final int UPDATES = 5;

    private static final int INTERVAL = 3;

    private final String runId;
    private final FileStore store;
    private final Graph graph = Architectures.graph(PLAN);
    private final List<MasksEvolved> events = new ArrayList<>();
    private final List<Topology> topologies = new ArrayList<>();

    RecordedRun(String runId, long seed, FileStore store) {
        this.runId = runId;
        this.store = store;
        Topology topology = TopologyStart.random(graph, PLAN, seed);
        Exploration exploration = new Exploration(topology);
        topologies.add(topology);
        events.add(new MasksEvolved(runId, 0, 0, 0, 0, List.of(), List.of(), exploration.share(), snapshot(topology)));
        TopologyEvolution evolution = new TopologyEvolution(Evolution.every(INTERVAL), seed);
        for (int number = 1; number <= UPDATES; number++) {
            Xoshiro random = Xoshiro.of(seed, "norms/" + number);
            Topology before = topology;
            TopologyUpdate update = evolution.update(
                    before,
                    name -> random.doubles(before.mask(name).orElseThrow().kernels())
                            .toArray(),
                    name -> new double[0],
                    INTERVAL * number,
                    100);
            topology = update.applyTo(before);
            exploration = exploration.with(topology);
            topologies.add(topology);
            events.add(event(number, update, topology, exploration.share()));
        }
    }

    /** The start, then every update; update 4 has a snapshot. */
    List<MasksEvolved> events() {
        return events;
    }

    Topology after(int updates) {
        return topologies.get(updates);
    }

    private MasksEvolved event(int number, TopologyUpdate update, Topology after, double exploredShare) {
        List<TensorEvolution> tensors = new ArrayList<>();
        update.tensors().forEach((name, change) -> {
            KernelMask mask = after.mask(name).orElseThrow();
            tensors.add(new TensorEvolution(name, mask.rows(), mask.columns(), change));
        });
        return new MasksEvolved(
                runId,
                0,
                number,
                update.iteration(),
                update.dropFraction(),
                tensors,
                List.of(),
                exploredShare,
                number == 4 ? snapshot(after) : null);
    }

    private ObjectRef snapshot(Topology topology) {
        SafetensorsWriter writer = new SafetensorsWriter();
        ModelTensors.add(writer, topology);
        return store.put(writer.toBytes(), SafetensorsWriter.MEDIA_TYPE);
    }
}
