package org.e2enet.train.fold;

import jakarta.inject.Singleton;
import java.util.List;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.faults.Fault;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.train.cases.FoldMemory;
import org.e2enet.train.cases.RequestedScans;
import org.e2enet.train.cases.TrainingHeap;
import org.e2enet.train.config.TrainConfig;
import org.e2enet.train.engine.ChosenEngine;
import org.e2enet.train.engine.Engines;
import org.e2enet.train.publish.Probes;
import org.e2enet.train.publish.RecordSize;

/** All that can be wrong with a request, found before any work is done. */
@Singleton
public class RequestChecks {
    private final TrainConfig config;
    private final RequestedScans scans;
    private final StartModels starts;
    private final Cancellations cancellations;
    private final MemoryBudget memory;
    private final Engines engines;
    private final Folds folds;
    private final Probes probes;

    RequestChecks(
            TrainConfig config,
            RequestedScans scans,
            StartModels starts,
            Cancellations cancellations,
            MemoryBudget memory,
            Engines engines,
            Folds folds,
            Probes probes) {
        this.config = config;
        this.scans = scans;
        this.starts = starts;
        this.cancellations = cancellations;
        this.memory = memory;
        this.engines = engines;
        this.folds = folds;
        this.probes = probes;
    }

    /**
     * Checks a request that is to begin.
     *
     * @return labels of the data set that no training case shows
     * @throws org.e2enet.faults.FaultException TRA-101 to TRA-112, TRA-114, TRA-204, NET-102, NET-104 and NET-108, TOR-102, TOR-204,
     *     SPA-304 and SPA-305
     */
    public List<Integer> check(TrainingRequested request) {
        cancellations.requireNotAsked(request);
        ChosenEngine engine = engines.choose(
                request, folds.find(request.runId(), request.fold()).flatMap(Folds::trainedBy));
        checkPlan(request, engine);
        List<ScanNormalized> training = scans.training(request);
        heap(request, engine, training, scans.validation(request), memory.heapBytes())
                .cacheBytes(0);
        starts.check(request);
        return scans.absentLabels(request, training);
    }

    /**
     * The heap a fold trains in, with as much for its cases as {@code train.case-cache} allows.
     *
     * @throws org.e2enet.faults.FaultException TRA-112 when the fold does not fit in what is free
     */
    FoldMemory borrow(
            TrainingRequested request,
            ChosenEngine engine,
            List<ScanNormalized> training,
            List<ScanNormalized> validation) {
        return FoldMemory.borrow(
                memory,
                heap(request, engine, training, validation, memory.freeHeapBytes()),
                config.caseCache().asLongValue());
    }

    private TrainingHeap heap(
            TrainingRequested request,
            ChosenEngine engine,
            List<ScanNormalized> training,
            List<ScanNormalized> validation,
            long usableBytes) {
        long engineBytes = engine.training().heapBytes(request.plan(), request.recipe());
        return TrainingHeap.of(request, training, validation, usableBytes, config.augmentationThreads(), engineBytes);
    }

    /** What holds for a fold that goes on as well: its plan and what its model is published with, on this machine. */
    void checkPlan(TrainingRequested request, ChosenEngine engine) {
        if (request.plan().patch() == null) {
            throw new Fault("TRA-109", "training is on patches, the plan has none", "plan.patch", "Give a patch.")
                    .exception();
        }
        RecordSize.require(request);
        engine.training().requireMemory(request.plan(), request.recipe());
        probes.requireEngine();
    }
}
