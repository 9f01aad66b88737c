package org.e2enet.training.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyUpdate;

/** Keeps what a run told. */
final class RunRecorder implements RunListener {
    final List<EpochReport> epochs = new ArrayList<>();
    final List<TopologyUpdate> updates = new ArrayList<>();
    RunState last;
    Topology topology;
    private int updatesBefore;

    @Override
    public void started(RunState state) {
        topology = state.training().topology();
        updatesBefore = state.updates();
    }

    @Override
    public void epochFinished(EpochReport report) {
        epochs.add(report);
    }

    @Override
    public void topologyUpdated(int number, TopologyUpdate update, Topology next, double exploredShare) {
        assertEquals(topology.activeKernels(), next.activeKernels(), "density must stay");
        assertEquals(updatesBefore + updates.size() + 1, number);
        updates.add(update);
        topology = next;
    }

    @Override
    public void checkpoint(CheckpointKind kind, RunState state) {
        last = state;
    }
}
