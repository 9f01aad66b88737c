package org.e2enet.train.fold;

import jakarta.inject.Singleton;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.faults.Fault;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.graph.Graph;
import org.e2enet.torch.training.StepMemory;
import org.e2enet.train.cases.RequestedScans;
import org.e2enet.train.config.TrainConfig;

/** All that can be wrong with a request, found before any work is done. */
@Singleton
public class RequestChecks {
    private final TrainConfig config;
    private final RequestedScans scans;
    private final StartModels starts;

    RequestChecks(TrainConfig config, RequestedScans scans, StartModels starts) {
        this.config = config;
        this.scans = scans;
        this.starts = starts;
    }

    /**
     * Checks a request that is to begin.
     *
     * @throws org.e2enet.faults.FaultException TRA-101 to TRA-109, NET-102, NET-104 and NET-108, TOR-204
     */
    public void check(TrainingRequested request) {
        checkPlan(request);
        scans.training(request);
        scans.validation(request);
        starts.check(request);
    }

    /** What holds for a fold that goes on as well: its plan, on this machine. */
    void checkPlan(TrainingRequested request) {
        Graph graph = Architectures.graph(request.plan());
        if (request.plan().patch() == null) {
            throw new Fault("TRA-109", "training is on patches, the plan has none", "plan.patch", "Give a patch.")
                    .exception();
        }
        StepMemory.require(graph, request.plan().patch(), request.recipe(), config.torch());
    }
}
