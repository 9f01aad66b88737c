package org.e2enet.train.fold;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.e2enet.catalogue.FoldDocument;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.records.Surroundings;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.preparation.PreparedScans;
import org.e2enet.store.ObjectStore;
import org.e2enet.train.cases.CaseCache;
import org.e2enet.train.cases.FoldMemory;
import org.e2enet.train.cases.RequestedScans;
import org.e2enet.train.cases.StoredCases;
import org.e2enet.train.config.TrainConfig;
import org.e2enet.train.engine.ChosenEngine;
import org.e2enet.train.engine.Engines;
import org.e2enet.training.run.RunListener;
import org.e2enet.training.run.RunSetup;
import org.e2enet.training.run.RunState;
import org.e2enet.training.run.TrainingRun;
import org.jboss.logging.Logger;

/** Trains the fold of a request, from its start or from its last state. */
@Singleton
public class FoldTrainer {
    private static final Logger LOG = Logger.getLogger(FoldTrainer.class);

    /** Processes that a fold may end before it is taken for the cause. */
    static final int MOST_ATTEMPTS = 3;

    private final TrainConfig config;
    private final ObjectStore objects;
    private final RequestedScans scans;
    private final PreparedScans prepared;
    private final RequestChecks checks;
    private final Engines engines;
    private final StartModels starts;
    private final FoldOutlets outlets;
    private final Surroundings surroundings;

    FoldTrainer(
            TrainConfig config,
            ObjectStore objects,
            RequestedScans scans,
            PreparedScans prepared,
            RequestChecks checks,
            Engines engines,
            StartModels starts,
            FoldOutlets outlets,
            Surroundings surroundings) {
        this.config = config;
        this.objects = objects;
        this.scans = scans;
        this.prepared = prepared;
        this.checks = checks;
        this.engines = engines;
        this.starts = starts;
        this.outlets = outlets;
        this.surroundings = surroundings;
    }

    /**
     * Trains to the end and validates, or until {@code interrupted} says so: then the fold leaves after its step with all that it has
     * learned saved. Its thread must not be interrupted, which would break off what it is writing. A fold that is finished is announced
     * again without work. A fold that cannot be trained ends as FAILED, its last state kept; a later request with the same content goes
     * on from it. One that somebody cancelled ends as CANCELLED for good.
     *
     * @throws FaultException TRA-201 when the run id is taken by another request; what the surroundings lack, with the last state kept
     */
    public TrainingRun.Outcome train(TrainingRequested asked, BooleanSupplier interrupted) {
        TrainingRequested request = prepared(asked);
        FoldDocument document = outlets.folds().open(request);
        if (document.isFinished()) {
            outlets.models().announceFinal(request);
            outlets.promotions().announce(request);
            outlets.events().send(document.progress());
            return TrainingRun.Outcome.FINISHED;
        }
        try (FoldListener listener = new FoldListener(request, document, outlets, config.snapshotEveryUpdates())) {
            if (document.attempts() >= MOST_ATTEMPTS) {
                return failed(request, listener, FoldFaults.endedItsProcess(request, document));
            }
            return train(request, document, listener, interrupted);
        }
    }

    /**
     * Says how scans are prepared, as it was said when the fold was begun: a definition that changes meanwhile must not mix what a
     * network learns from. Where the request cannot be served it stays as it is, for its fault to be told in its place.
     */
    private TrainingRequested prepared(TrainingRequested request) {
        Optional<Preparation> begun = outlets.folds()
                .find(request.runId(), request.fold())
                .map(document -> document.request().preparation());
        try {
            return request.withPreparation(begun.orElseGet(() -> scans.preparation(request)));
        } catch (FaultException unknown) {
            return request;
        }
    }

    private TrainingRun.Outcome train(
            TrainingRequested request, FoldDocument document, FoldListener listener, BooleanSupplier interrupted) {
        BooleanSupplier stopped =
                () -> interrupted.getAsBoolean() || outlets.cancellations().isAsked(request.runId());
        try {
            if (stopped.getAsBoolean() || !trainAndValidate(request, document, listener, stopped)) {
                return interrupted.getAsBoolean() ? interrupted(listener) : cancelled(request, listener);
            }
            listener.finished();
            outlets.meters().finished();
            return TrainingRun.Outcome.FINISHED;
        } catch (RuntimeException failure) {
            if (interrupted.getAsBoolean()) {
                return interrupted(listener);
            }
            Fault fault = EdgeFaults.of(failure, request.key());
            if (surroundings.lacking(fault).isPresent()) {
                // Not the fold's fault: its record waits, and it goes on from its last state.
                interrupted(listener);
                throw failure;
            }
            failed(request, listener, fault);
            if (fault.code().equals(EdgeFaults.UNEXPECTED)) {
                throw failure;
            }
            return TrainingRun.Outcome.FINISHED;
        } catch (OutOfMemoryError full) {
            return failed(request, listener, FoldFaults.outOfMemory(request, full));
        }
    }

    /** @return whether it came to the end */
    private boolean trainAndValidate(
            TrainingRequested request, FoldDocument document, FoldListener listener, BooleanSupplier stopped) {
        try {
            ChosenEngine engine = engines.choose(request, Folds.trainedBy(document));
            LOG.infof(
                    "Fold %s trains on engine %s: %s",
                    request, engine.training().name(), engine.reason());
            if (document.progress().iteration() < request.recipe().iterations()) {
                // After the last step the engine segments alone: what made the steps stays told.
                listener.trainedBy(engine.trainedBy());
            }
            checks.checkPlan(request, engine);
            List<ScanNormalized> training = prepared(scans.training(request), request, stopped);
            List<ScanNormalized> validation = prepared(scans.validation(request), request, stopped);
            listener.lacking(scans.absentLabels(request, training));
            if (!isTrained(request, engine, training, validation, document, listener, stopped)) {
                return false;
            }
            outlets.references().conclude(request, engine.inference(), training, validation, stopped);
            if (outlets.crossValidation().conclude(request, engine.inference(), stopped)) {
                // All folds together, or this one again: there is a decision to look at.
                listener.promote();
            }
            return true;
        } catch (CancellationException left) {
            if (stopped.getAsBoolean()) {
                return false;
            }
            throw left;
        }
    }

    /** @return whether the last step is done */
    private boolean isTrained(
            TrainingRequested request,
            ChosenEngine engine,
            List<ScanNormalized> training,
            List<ScanNormalized> validation,
            FoldDocument document,
            FoldListener listener,
            BooleanSupplier stopped) {
        // Whole scans are larger than patches: validation has the heap for itself.
        try (FoldMemory memory = checks.borrow(request, engine, training, validation)) {
            TrainingRun run = new TrainingRun(setup(request, engine, training, validation, memory.cache()), listener);
            RunState from = Optional.ofNullable(document.state())
                    .map(outlets.checkpoints()::read)
                    .orElseGet(() -> start(request, run, listener));
            LOG.infof(
                    "Fold %s: step %d of %d",
                    request, from.iteration(), request.recipe().iterations());
            return run.run(from, stopped) == TrainingRun.Outcome.FINISHED;
        }
    }

    private TrainingRun.Outcome interrupted(FoldListener listener) {
        listener.interrupted();
        outlets.meters().interrupted();
        return TrainingRun.Outcome.INTERRUPTED;
    }

    private TrainingRun.Outcome cancelled(TrainingRequested request, FoldListener listener) {
        LOG.infof("Fold %s was cancelled", request);
        listener.cancelled();
        outlets.meters().cancelled();
        return TrainingRun.Outcome.FINISHED;
    }

    private TrainingRun.Outcome failed(TrainingRequested request, FoldListener listener, Fault fault) {
        LOG.warnf("Fold %s failed: %s", request, fault.code());
        listener.failed(fault);
        outlets.meters().failed(fault);
        return TrainingRun.Outcome.FINISHED;
    }

    private RunState start(TrainingRequested request, TrainingRun run, FoldListener listener) {
        if (request.start() == null) {
            return run.initialState();
        }
        RunState start = run.initialState(starts.load(request));
        // A best model changes while its own run goes on: a crash before the first checkpoint must not take up another
        // one.
        listener.checkpoint(RunListener.CheckpointKind.INTERIM, start);
        return start;
    }

    private List<ScanNormalized> prepared(
            List<ScanNormalized> stored, TrainingRequested request, BooleanSupplier stopped) {
        List<ScanNormalized> wanted = new ArrayList<>();
        for (ScanNormalized scan : stored) {
            if (stopped.getAsBoolean()) {
                throw new CancellationException("before all scans were prepared");
            }
            wanted.add(prepared.as(request.preparation(), scan));
        }
        return wanted;
    }

    private RunSetup setup(
            TrainingRequested request,
            ChosenEngine engine,
            List<ScanNormalized> training,
            List<ScanNormalized> validation,
            CaseCache cache) {
        return new RunSetup(
                request.plan(),
                request.recipe(),
                new StoredCases(objects, training, scans.classLabels(request), cache),
                new StoredCases(objects, validation, scans.classLabels(request), cache),
                engine.training(),
                config.augmentationThreads(),
                config.checkpointEveryEpochs());
    }
}
