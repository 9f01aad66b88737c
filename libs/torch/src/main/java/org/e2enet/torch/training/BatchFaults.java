package org.e2enet.torch.training;

import org.e2enet.faults.Fault;
import org.e2enet.network.graph.Graph;

/** What can be wrong with a batch, said before it reaches native code. */
final class BatchFaults {
    private BatchFaults() {}

    static void check(Graph graph, Batch batch) {
        if (batch.channels() != graph.inputChannels()) {
            throw new Fault(
                            "TOR-203",
                            graph.inputChannels() + " image channels are wanted, got " + batch.channels(),
                            "training batch",
                            "Train with the plan that the scans were prepared for.")
                    .exception();
        }
        if (!batch.patch().isDivisibleBy(graph.divisor())) {
            throw new Fault(
                            "TOR-203",
                            "patch " + batch.patch() + " is not divisible by " + graph.divisor(),
                            "training batch",
                            "Use a patch that is divisible by the product of the strides.")
                    .exception();
        }
        for (byte label : batch.labels()) {
            if (Byte.toUnsignedInt(label) >= graph.classes()) {
                throw new Fault(
                                "TOR-202",
                                "label " + Byte.toUnsignedInt(label) + " with " + graph.classes() + " classes",
                                "training batch",
                                "Map the labels to 0.." + (graph.classes() - 1) + ".")
                        .exception();
            }
        }
    }
}
