package org.e2enet.metrics.evaluate;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.OptionalDouble;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.memory.Need;
import org.e2enet.metrics.config.MetricsConfig;
import org.e2enet.scoring.evaluation.CaseScore;
import org.e2enet.scoring.evaluation.CaseScorer;
import org.e2enet.scoring.evaluation.ClassScore;
import org.e2enet.scoring.evaluation.LabelGrid;
import org.e2enet.scoring.evaluation.ScoringMemory;
import org.e2enet.scoring.evaluation.ScoringRules;
import org.e2enet.store.ObjectStore;

/** Reads a prediction and its truth from the store and scores every class of the dataset. Thread safe. */
@Singleton
public class PredictionScorer {
    private static final double NANOS_PER_SECOND = 1e9;

    private final ObjectStore objects;
    private final Catalogue catalogue;
    private final MetricsConfig.Rules rules;
    private final MemoryBudget memory;
    private final ScanReader reader;

    PredictionScorer(ObjectStore objects, Catalogue catalogue, MemoryBudget memory, MetricsConfig config) {
        this.objects = objects;
        this.catalogue = catalogue;
        this.rules = config.rules();
        this.memory = memory;
        this.reader = ScanReader.ofSingleFiles(new ReadLimits(config.maxVoxels(), 1));
    }

    /**
     * Scores a prediction.
     *
     * @param truthFile the scan's original label file
     * @throws org.e2enet.faults.FaultException {@code IMG-1xx} for unreadable files and grids that do not coincide,
     *     {@code STO-1xx} for objects that are not in the store, {@code MET-101} when there is no class to score, {@code MET-102} for
     *     more memory than there ever is; for what others hold it waits
     */
    public ScoresComputed score(PredictionCompleted prediction, ObjectRef truthFile) {
        long start = System.nanoTime();
        String truthName = "labels of scan " + prediction.scanId();
        String predictionName = "prediction " + prediction.predictionId();
        Need need = Need.heap(ScoringMemory.bytes(
                reader.readHeader(objects.localFile(truthFile), truthName).voxels(),
                reader.readHeader(objects.localFile(prediction.segmentation()), predictionName)
                        .voxels()));
        try (MemoryBudget.Loan _ = memory.reserve(need, () -> MetricsFaults.tooLarge(need, memory.heapBytes()))) {
            return score(
                    prediction, read(truthFile, truthName), read(prediction.segmentation(), predictionName), start);
        }
    }

    private ScoresComputed score(PredictionCompleted prediction, LabelVolume truth, LabelVolume predicted, long start) {
        truth.geometry().requireSameGrid(predicted.geometry(), "prediction");
        LabelGrid truthGrid = LabelGrid.of(truth);
        ClassNames classes = classes(prediction, truthGrid);
        CaseScore score = new CaseScorer(rules(prediction.dataset(), classes))
                .score(truthGrid, new LabelGrid(predicted.labels(), truthGrid.lattice()));
        return new ScoresComputed(
                prediction.predictionId(),
                prediction.scanId(),
                prediction.modelId(),
                prediction.dataset(),
                score.policy().id(),
                score.nsd().id(),
                score.hausdorff().id(),
                score.classes().stream().map(each -> event(each, classes)).toList(),
                orNull(score.meanDice().value()),
                orNull(score.meanNsd().value()),
                score.meanDice().defined(),
                (System.nanoTime() - start) / NANOS_PER_SECOND);
    }

    private LabelVolume read(ObjectRef ref, String what) {
        return reader.readLabels(objects.localFile(ref), what);
    }

    private ClassNames classes(PredictionCompleted prediction, LabelGrid truth) {
        ClassNames classes = catalogue
                .datasets()
                .find(prediction.dataset())
                .map(DatasetDefinition::labels)
                .map(ClassNames::of)
                .filter(names -> !names.labels().isEmpty())
                .or(() -> catalogue
                        .models()
                        .find(prediction.modelId())
                        .map(CheckpointPublished::definition)
                        .map(DatasetDefinition::labels)
                        .map(ClassNames::of)
                        .filter(names -> !names.labels().isEmpty()))
                .orElseGet(() -> ClassNames.unnamed(truth.classes()));
        if (classes.labels().isEmpty()) {
            throw MetricsFaults.noClasses(prediction.dataset());
        }
        return classes;
    }

    private ScoringRules rules(String dataset, ClassNames classes) {
        return new ScoringRules(
                classes.labels(),
                rules.toleranceMm(),
                rules.classToleranceMm().getOrDefault(dataset, Map.of()),
                rules.nsd(),
                rules.hausdorff(),
                rules.absentClasses());
    }

    private static ScoresComputed.ClassScore event(ClassScore score, ClassNames classes) {
        return new ScoresComputed.ClassScore(
                score.label(),
                classes.byLabel().get(score.label()),
                score.voxelsTruth(),
                score.voxelsPrediction(),
                score.truthMm3(),
                score.predictionMm3(),
                score.falsePositiveMm3(),
                orNull(score.dice()),
                orNull(score.nsd()),
                score.toleranceMm(),
                orNull(score.hdMm()),
                orNull(score.hd95Mm()),
                score.defined());
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
