package org.e2enet.infer.models;

import java.util.List;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.faults.Pseudonym;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.memory.Need;

/** Why a model cannot serve: INF-101 to INF-109, INF-202. */
public final class ModelFaults {
    /** There is no room for the model, at least for now. */
    public static final String MEMORY = "INF-105";

    private ModelFaults() {}

    static FaultException unknown(String modelId) {
        return new Fault(
                        "INF-101",
                        "no such model in the store",
                        modelId,
                        "Promote a model that train-service has published; GET /models lists what is served.")
                .exception();
    }

    static Fault unknownAlias(String alias) {
        return new Fault(
                "INF-108",
                "no model was promoted to this alias",
                alias,
                "Promote one, or name another alias: GET /aliases lists them.");
    }

    /** Nothing was promoted to it, or what was has been taken away. */
    public static Fault unserved(String alias) {
        return new Fault(
                "INF-202",
                "no model serves this alias",
                "alias " + Pseudonym.of(alias),
                "Promote a model to it; GET /models shows what is served and what was refused.");
    }

    static FaultException noProbe(String modelId) {
        return new Fault(
                        "INF-102",
                        "the checkpoint has no probe",
                        modelId,
                        "Publish the checkpoint again with a small input and the logits it must give.")
                .exception();
    }

    static FaultException probeShape(String modelId, String what) {
        return new Fault("INF-103", what, modelId, "Publish the checkpoint again with a probe made from its own plan.")
                .exception();
    }

    static FaultException probe(String modelId, double deviation, double allowed) {
        return new Fault(
                        "INF-104",
                        "the probe's logits differ by " + deviation + ", " + allowed + " is allowed",
                        modelId,
                        "Check that the weights are those of the plan; the alias keeps its model meanwhile.")
                .exception();
    }

    static FaultException unforeseen(String modelId) {
        return new Fault(
                        "INF-106",
                        "the model could not be loaded",
                        modelId,
                        "See the log of the service; ask again or promote the model again when it is mended.")
                .exception();
    }

    static FaultException misfit(String ensembleId, String what) {
        return new Fault(
                        "INF-107",
                        what,
                        ensembleId,
                        "Promote models of one plan together, such as the folds of a run; the alias keeps what it has.")
                .exception();
    }

    static FaultException unknownClasses(String modelId, List<Integer> labels, int classes) {
        return new Fault(
                        "INF-109",
                        "post-processing names the classes " + labels + ", the model has " + classes,
                        modelId,
                        "Export the model again, or let its run decide again: post-processing is another model's.")
                .exception();
    }

    static FaultException memory(String modelId, Need need, MemoryBudget memory) {
        boolean heap = need.totalBytes() <= memory.processBytes() && need.heapBytes() > memory.heapBytes();
        return new Fault(
                        MEMORY,
                        heap
                                ? "the model's weights need " + (need.heapBytes() >> 20)
                                        + " MiB of Java heap, the service lends " + (memory.heapBytes() >> 20) + " MiB"
                                : "the model needs " + (need.totalBytes() >> 20) + " MiB, the service may take "
                                        + (memory.processBytes() >> 20) + " MiB, partly in use",
                        modelId,
                        heap
                                ? "Start the service with a larger -Xmx."
                                : "Raise infer.memory-limit, or train with a smaller patch.")
                .exception();
    }
}
