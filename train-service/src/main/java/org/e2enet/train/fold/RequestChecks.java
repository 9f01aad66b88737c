package org.e2enet.train.fold;

import jakarta.inject.Singleton;
import java.util.List;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.faults.Fault;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.graph.Graph;
import org.e2enet.train.cases.RequestedScans;
import org.e2enet.train.cases.TrainingHeap;
import org.e2enet.train.config.TrainConfig;
import org.e2enet.train.publish.RecordSize;

/** All that can be wrong with a request, found before any work is done. */
@Singleton
public class RequestChecks {
    private final TrainConfig config;
    private final RequestedScans scans;
    private final StartModels starts;
    private final Cancellations cancellations;

    RequestChecks(TrainConfig config, RequestedScans scans, StartModels starts, Cancellations cancellations) {
        this.config = config;
        this.scans = scans;
        this.starts = starts;
        this.cancellations = cancellations;
    }

    /**
     * Checks a request that is to begin.
     *
     * @return labels of the data set that no training case shows
     * @throws org.e2enet.faults.FaultException TRA-101 to TRA-112, TRA-204, NET-102, NET-104 and NET-108, TOR-204
     */
    public List<Integer> check(TrainingRequested request) {
        cancellations.requireNotAsked(request);
        checkPlan(request);
        List<ScanNormalized> training = scans.training(request);
        cacheBytes(request, training, scans.validation(request));
        starts.check(request);
        return scans.absentLabels(request, training);
    }

    /**
     * Heap to keep cases in, within what {@code train.case-cache} allows.
     *
     * @throws org.e2enet.faults.FaultException TRA-112 when the fold does not fit in this service's heap
     */
    long cacheBytes(TrainingRequested request, List<ScanNormalized> training, List<ScanNormalized> validation) {
        return TrainingHeap.of(
                        request, training, validation, Runtime.getRuntime().maxMemory(), config.augmentationThreads())
                .cacheBytes(config.caseCache().asLongValue());
    }

    /** What holds for a fold that goes on as well: its plan, on this machine. */
    void checkPlan(TrainingRequested request) {
        Graph graph = Architectures.graph(request.plan());
        if (request.plan().patch() == null) {
            throw new Fault("TRA-109", "training is on patches, the plan has none", "plan.patch", "Give a patch.")
                    .exception();
        }
        RecordSize.require(request);
        config.trainingEngine().requireMemory(graph, request.plan().patch(), request.recipe());
    }
}
