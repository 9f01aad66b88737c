package org.e2enet.train.fold;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.e2enet.catalogue.FoldDocument;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.faults.FaultException;
import org.e2enet.store.ObjectStore;
import org.e2enet.torch.training.TorchTraining;
import org.e2enet.train.cases.RequestedScans;
import org.e2enet.train.cases.StoredCases;
import org.e2enet.train.config.TrainConfig;
import org.e2enet.training.run.RunListener;
import org.e2enet.training.run.RunSetup;
import org.e2enet.training.run.RunState;
import org.e2enet.training.run.TrainingRun;
import org.jboss.logging.Logger;

/** Trains the fold of a request, from its start or from its last state. */
@Singleton
public class FoldTrainer {
    private static final Logger LOG = Logger.getLogger(FoldTrainer.class);

    private final TrainConfig config;
    private final ObjectStore objects;
    private final RequestedScans scans;
    private final RequestChecks checks;
    private final StartModels starts;
    private final FoldOutlets outlets;

    FoldTrainer(
            TrainConfig config,
            ObjectStore objects,
            RequestedScans scans,
            RequestChecks checks,
            StartModels starts,
            FoldOutlets outlets) {
        this.config = config;
        this.objects = objects;
        this.scans = scans;
        this.checks = checks;
        this.starts = starts;
        this.outlets = outlets;
    }

    /**
     * Trains to the end and validates, or until {@code interrupted} says so. A fold that is finished is announced again without work. A
     * fold that cannot be trained ends as FAILED, its last state kept; a later request with the same content goes on from it.
     *
     * @throws FaultException TRA-201 when the run id is taken by another request
     */
    public TrainingRun.Outcome train(TrainingRequested request, BooleanSupplier interrupted) {
        FoldDocument document = outlets.folds().open(request);
        if (document.isFinished()) {
            outlets.models().announceFinal(request);
            outlets.events().send(document.progress());
            return TrainingRun.Outcome.FINISHED;
        }
        try (FoldListener listener = new FoldListener(request, document, outlets, config.snapshotEveryUpdates())) {
            return train(request, document, listener, interrupted);
        }
    }

    private TrainingRun.Outcome train(
            TrainingRequested request, FoldDocument document, FoldListener listener, BooleanSupplier interrupted) {
        try {
            checks.checkPlan(request);
            TrainingRun run = new TrainingRun(setup(request), listener);
            RunState from = Optional.ofNullable(document.state())
                    .map(outlets.checkpoints()::read)
                    .orElseGet(() -> start(request, run, listener));
            LOG.infof(
                    "Fold %s: step %d of %d",
                    request.key(), from.iteration(), request.recipe().iterations());
            TrainingRun.Outcome outcome = run.run(from, interrupted);
            if (outcome == TrainingRun.Outcome.FINISHED) {
                outlets.crossValidation().conclude(request, interrupted);
                listener.finished();
                outlets.meters().finished();
            } else {
                outlets.meters().interrupted();
            }
            return outcome;
        } catch (CancellationException duringValidation) {
            outlets.meters().interrupted();
            return TrainingRun.Outcome.INTERRUPTED;
        } catch (FaultException failure) {
            LOG.warnf("Fold %s failed: %s", request.key(), failure.fault().message());
            listener.failed(failure.fault());
            outlets.meters().failed(failure.fault());
            return TrainingRun.Outcome.FINISHED;
        }
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

    private RunSetup setup(TrainingRequested request) {
        long cacheBytes = config.caseCache().asLongValue();
        return new RunSetup(
                request.plan(),
                request.recipe(),
                new StoredCases(objects, scans.training(request), cacheBytes),
                new StoredCases(objects, scans.validation(request), cacheBytes),
                new TorchTraining(config.torch()),
                config.augmentationThreads(),
                config.checkpointEveryEpochs());
    }
}
