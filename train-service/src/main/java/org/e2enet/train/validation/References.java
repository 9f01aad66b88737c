package org.e2enet.train.validation;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.ClassLabels;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.faults.FaultException;
import org.e2enet.faults.Pseudonym;
import org.e2enet.network.engine.Engine;
import org.e2enet.prediction.quality.ReferenceBuilder;
import org.e2enet.prediction.quality.ScanMeasures;
import org.e2enet.prediction.quality.SegmentationMeter;
import org.e2enet.store.ObjectStore;
import org.e2enet.train.cases.CaseCache;
import org.e2enet.train.cases.RequestedScans;
import org.e2enet.train.cases.StoredCases;
import org.e2enet.train.publish.Models;
import org.e2enet.training.data.TrainingCase;
import org.jboss.logging.Logger;

/**
 * Measures what a finished model learned from, so that later scans can be held against it: bodies and intensities of its training scans, and
 * how sure it is of scans it did not learn from, or of training scans where there are no others.
 */
@Singleton
public class References {
    private static final Logger LOG = Logger.getLogger(References.class);

    /** Quantiles do not change for more. */
    private static final int MOST_MEASURED = 256;

    /** Segmenting takes a prediction's time each. */
    private static final int MOST_SEGMENTED = 4;

    private final ObjectStore objects;
    private final RequestedScans scans;
    private final Models models;
    private final FoldValidator validator;

    References(ObjectStore objects, RequestedScans scans, Models models, FoldValidator validator) {
        this.objects = objects;
        this.scans = scans;
        this.models = models;
        this.validator = validator;
    }

    /**
     * Publishes the final model of a fold again with its reference, unless it has one. A scan that cannot be measured leaves the model
     * without: its predictions are not judged then.
     *
     * @param engine segments
     * @param training prepared as the request says
     * @param validation likewise; may be empty
     * @throws CancellationException when {@code interrupted} said so; to be called again
     */
    public void conclude(
            TrainingRequested request,
            Engine engine,
            List<ScanNormalized> training,
            List<ScanNormalized> validation,
            BooleanSupplier interrupted) {
        CheckpointPublished model =
                models.findFinal(request.runId(), request.fold()).orElseThrow();
        if (model.reference() != null) {
            return;
        }
        ClassLabels labels = scans.classLabels(request);
        ReferenceBuilder reference = new ReferenceBuilder(labels);
        try {
            for (ScanNormalized scan : spread(training, MOST_MEASURED)) {
                if (interrupted.getAsBoolean()) {
                    throw new CancellationException("the measuring was cancelled");
                }
                reference.truth(measure(scan, labels));
            }
            List<ScanNormalized> segmented = spread(validation.isEmpty() ? training : validation, MOST_SEGMENTED);
            validator.segment(
                    engine,
                    model,
                    segmented,
                    interrupted,
                    (_, segmentation) -> reference.prediction(segmentation.measures()));
        } catch (FaultException unmeasured) {
            LOG.warnf(
                    "Model %s is not judged by: %s",
                    Pseudonym.of(model.modelId()), unmeasured.fault().code());
            return;
        }
        models.publishReference(model.modelId(), reference.build());
    }

    private ScanMeasures measure(ScanNormalized scan, ClassLabels labels) {
        TrainingCase read = new StoredCases(objects, List.of(scan), labels, new CaseCache(0)).load(scan.scanId());
        SegmentationMeter meter =
                new SegmentationMeter(scan.geometry(), labels.values().size());
        int plane = read.size().height() * read.size().width();
        for (int z = 0; z < read.size().depth(); z++) {
            meter.accept(z, read.labels(), z * plane);
        }
        return new ScanMeasures(scan.geometry(), meter.classes(), ScanMeasures.channels(read.image(), scan.geometry()));
    }

    /** At most so many, from all over the list. */
    private static List<ScanNormalized> spread(List<ScanNormalized> all, int most) {
        List<ScanNormalized> some = new ArrayList<>();
        int count = Math.min(all.size(), most);
        for (int n = 0; n < count; n++) {
            some.add(all.get((int) ((long) n * all.size() / count)));
        }
        return some;
    }
}
