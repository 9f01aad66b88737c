package org.e2enet.train.publish;

import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.topology.KernelSet;
import org.e2enet.faults.Fault;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.TopologyStart;

/** How large a run's topology updates become, known from plan and recipe alone. */
public final class RecordSize {
    /** Kafka's own limit of a request, headers and key included. */
    static final int LIMIT_BYTES = 1 << 20;

    /** Headers, key, the fields of the event itself, and the snapshot's reference. */
    private static final int ENVELOPE_BYTES = 4 << 10;

    /** A tensor's field names, sizes, and the norms of its update with all their digits. */
    private static final int PER_TENSOR_BYTES = 320;

    /** A fusion node's name and three shares with all their digits. */
    private static final int PER_NODE_BYTES = 200;

    private RecordSize() {}

    /**
     * Refuses a request whose topology updates would not fit in a record: hours later they could not be sent.
     *
     * @throws org.e2enet.faults.FaultException TRA-111
     */
    public static void require(TrainingRequested request) {
        long bytes = largestUpdateBytes(request);
        if (bytes > LIMIT_BYTES) {
            throw new Fault(
                            "TRA-111",
                            "a topology update of this plan takes up to " + (bytes >> 10) + " KiB, a record takes "
                                    + (LIMIT_BYTES >> 10) + " KiB",
                            "recipe.evolution",
                            "Set a higher plan.sparsity or a smaller recipe.evolution.alpha, or recipe.evolution.interval 0"
                                    + " to keep the topology.")
                    .exception();
        }
    }

    static long largestUpdateBytes(TrainingRequested request) {
        Evolution evolution = request.recipe().evolution();
        if (evolution.isOff()) {
            return 0;
        }
        Graph graph = Architectures.graph(request.plan());
        long bytes = ENVELOPE_BYTES + (long) PER_NODE_BYTES * graph.nodes().size();
        for (Parameter parameter : graph.maskableParameters()) {
            long kernels = (long) parameter.rows() * parameter.columns();
            long active = TopologyStart.activeKernels(parameter, request.plan());
            long changed = (long) Math.ceil(evolution.alpha() * active);
            bytes += PER_TENSOR_BYTES
                    + parameter.name().length()
                    + 2 * KernelSet.longestForm(Math.min(changed, kernels - active), kernels);
        }
        return bytes;
    }
}
