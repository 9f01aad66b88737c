package org.e2enet.benchmarks;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.architecture.Presets;

/** Networks whose training, or whose layers on the sparse engine, are measured. */
public enum MeasuredNetwork {
    E2ENET("e2enet", "paper"),
    NNUNET("nnunet", "nnunet-v1");

    private final String label;
    private final String preset;

    MeasuredNetwork(String label, String preset) {
        this.label = label;
        this.preset = preset;
    }

    /** As command line and reports write it. */
    public String label() {
        return label;
    }

    /**
     * One input channel, 16 classes, a cubic patch; only E2ENet is sparse.
     *
     * @param channels per level; empty = the preset's, with as many levels as the patch allows
     * @throws org.e2enet.faults.FaultException NET-1xx when patch, channels or sparsity do not suit
     */
    public Plan plan(int edge, double sparsity, List<Integer> channels) {
        Plan preset = Presets.named(this.preset);
        Plan plan = channels.isEmpty()
                ? Peer.fitted(preset, edge)
                : preset.withPatch(null)
                        .withLevels(channels, Collections.nCopies(channels.size() - 1, Size3.cube(2)))
                        .withPatch(Size3.cube(edge));
        return this == E2ENET ? plan.withSparsity(sparsity) : plan;
    }

    /**
     * @throws org.e2enet.faults.FaultException TRA-301 when there is no network of that name
     */
    public static MeasuredNetwork of(String label) {
        List<String> labels =
                Arrays.stream(values()).map(MeasuredNetwork::label).toList();
        return Arrays.stream(values())
                .filter(network -> network.label.equals(label))
                .findFirst()
                .orElseThrow(() -> BenchmarkFaults.unknown("network", label, labels));
    }
}
