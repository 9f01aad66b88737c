package org.e2enet.train.validation;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Documents;
import org.e2enet.catalogue.Runs;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.faults.Pseudonym;
import org.e2enet.network.engine.Engine;
import org.e2enet.scoring.postprocessing.PostProcessingChoice;
import org.e2enet.train.cases.RequestedScans;
import org.e2enet.train.publish.Models;
import org.jboss.logging.Logger;

/**
 * Brings the folds of a run together, wherever they were trained. Each fold leaves its validation in the store; whoever
 * finds those of all folds there decides. The decision follows from these documents alone, so that two replicas that finish at
 * the same time, or one that is given its record again, decide and publish the same.
 */
@Singleton
public class CrossValidation {
    private static final Logger LOG = Logger.getLogger(CrossValidation.class);

    private final Documents<FoldValidation> validations;
    private final RequestedScans scans;
    private final Models models;
    private final FoldValidator validator;

    CrossValidation(Catalogue catalogue, RequestedScans scans, Models models, FoldValidator validator) {
        this.validations = catalogue.runs().validations(FoldValidation.class, FoldValidation::id);
        this.scans = scans;
        this.models = models;
        this.validator = validator;
    }

    /**
     * Validates the final model of a fold, and decides if it was the last one. A fold without validation scans takes no part.
     *
     * @param engine segments validation scans
     * @return whether the run is decided
     * @throws java.util.concurrent.CancellationException when {@code interrupted} said so; to be called again
     * @throws org.e2enet.faults.FaultException when a validation scan cannot be read or segmented
     */
    public boolean conclude(TrainingRequested request, Engine engine, BooleanSupplier interrupted) {
        if (request.validationScanIds().isEmpty()) {
            return false;
        }
        CheckpointPublished model =
                models.findFinal(request.runId(), request.fold()).orElseThrow();
        String weights = model.weights().sha256();
        if (find(request.runId(), request.fold())
                .filter(before -> before.weightsSha256().equals(weights))
                .isEmpty()) {
            FoldValidation validation = validator.validate(engine, model, scans.validation(request), interrupted);
            validations.put(validation);
        }
        return decide(request);
    }

    private boolean decide(TrainingRequested request) {
        List<FoldValidation> folds = IntStream.range(0, request.folds())
                .mapToObj(fold -> find(request.runId(), fold))
                .flatMap(Optional::stream)
                .toList();
        if (folds.size() < request.folds()) {
            return false;
        }
        PostProcessingChoice choice = PostProcessingChoice.of(folds.stream()
                .flatMap(fold -> fold.scans().stream())
                .map(FoldValidation.Scan::trial)
                .toList());
        LOG.infof(
                "Run %s is cross-validated: mean Dice %s, after %s: %s",
                Pseudonym.of(request.runId()),
                text(choice.diceBefore().orElse(Double.NaN)),
                choice.postProcessing(),
                text(choice.diceAfter().orElse(Double.NaN)));
        models.publishDecision(request, choice);
        return true;
    }

    private static String text(double dice) {
        return String.format(Locale.ROOT, "%.4f", dice);
    }

    private Optional<FoldValidation> find(String runId, int fold) {
        return validations.findReadable(Runs.id(runId, fold));
    }
}
