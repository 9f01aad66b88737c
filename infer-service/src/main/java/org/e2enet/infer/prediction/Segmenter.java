package org.e2enet.infer.prediction;

import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Datasets;
import org.e2enet.contract.ClassLabels;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionCompleted.Provenance;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.quality.Quality;
import org.e2enet.contract.scan.ScanFingerprint;
import org.e2enet.faults.Pseudonym;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.infer.models.ModelShelf;
import org.e2enet.infer.models.PromotedModel;
import org.e2enet.infer.models.ServedEnsemble;
import org.e2enet.infer.provenance.Statements;
import org.e2enet.infer.quality.QualityControl;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.memory.MemoryBudget.Loan;
import org.e2enet.memory.Need;
import org.e2enet.prediction.PeakMemory;
import org.e2enet.prediction.Predictor;
import org.e2enet.prediction.ScanFit;
import org.e2enet.prediction.Segmentation;
import org.e2enet.prediction.Stage;
import org.e2enet.prediction.StageClock;
import org.e2enet.prediction.quality.ScanMeasures;
import org.e2enet.preparation.PreparedScans;
import org.e2enet.preparation.PreparedTensors;
import org.e2enet.safetensors.Tensor;
import org.e2enet.store.ObjectStore;
import org.jboss.logging.Logger;

/** From the normalised tensor in the store to the segmentation in the store, with provenance. */
@Singleton
class Segmenter {
    private static final Logger LOG = Logger.getLogger(Segmenter.class);

    /** An older model that does not say at which spacing it learned: the scan kept its own. */
    private static final String SPACING_UNKNOWN = "model-spacing-unknown";

    private final ObjectStore objects;
    private final PreparedScans prepared;
    private final Settings settings;
    private final Reporting reporting;
    private final ModelShelf shelf;
    private final QualityControl quality;
    private final Datasets datasets;
    private final MemoryBudget memory;
    private final Statements statements;

    Segmenter(
            ObjectStore objects,
            PreparedScans prepared,
            Settings settings,
            Reporting reporting,
            ModelShelf shelf,
            QualityControl quality,
            Catalogue catalogue,
            MemoryBudget memory,
            Statements statements) {
        this.statements = statements;
        this.quality = quality;
        this.datasets = catalogue.datasets();
        this.objects = objects;
        this.prepared = prepared;
        this.settings = settings;
        this.reporting = reporting;
        this.shelf = shelf;
        this.memory = memory;
    }

    /**
     * Segments a scan, prepared anew where it lies in the store otherwise than the model wants it.
     *
     * @throws org.e2enet.faults.FaultException INF-203 and INF-205 when it needs more memory than allowed, PRE-10x when scan and model do
     *     not fit, STO-10x when the scan cannot be read, IMG-… when it cannot be prepared
     */
    PredictionCompleted segment(
            String predictionId,
            ScanNormalized stored,
            PredictionRequested request,
            ServedEnsemble model,
            Reporting.Run run) {
        PromotedModel what = model.what();
        StageClock clock = new StageClock();
        clock.enter(Stage.PREPROCESS);
        requireFit(stored, what);
        ScanNormalized scan = prepared.as(what.preparation(), stored, () -> makeRoom(request.alias(), run));
        clock.stop();
        Predictor predictor = new Predictor(
                what.plan(),
                settings.of(what, request),
                model.networks(),
                what.postProcessing(),
                Set.copyOf(request.maps()));
        try (Loan _ = memory(scan, request.alias(), model, predictor, run)) {
            return segment(predictionId, scan, request, model, predictor, clock, run);
        }
    }

    private void requireFit(ScanNormalized scan, PromotedModel model) {
        DatasetDefinition learned = model.members().getFirst().definition();
        datasets.find(scan.dataset())
                .ifPresent(own -> ScanFit.requireChannels(own.channelNames(), learned.channelNames()));
        ScanFingerprint fingerprint = scan.fingerprint();
        ScanFit.requireSize(fingerprint.extent(), fingerprint.spacingMm(), model.preparation());
    }

    private PredictionCompleted segment(
            String predictionId,
            ScanNormalized scan,
            PredictionRequested request,
            ServedEnsemble model,
            Predictor predictor,
            StageClock clock,
            Reporting.Run run) {
        PromotedModel what = model.what();
        run.enter("read");
        clock.enter(Stage.READ);
        Tensor image = image(scan);
        run.enter("network");
        Segmentation segmentation = predictor.segment(image, scan.geometry(), clock, run);
        what.classLabels().toValues(segmentation.labels().labels());
        clock.enter(Stage.MEASURE);
        Quality judged = quality.judge(segmentation.measures(), what);
        run.enter("write");
        clock.enter(Stage.WRITE);
        ObjectRef written = store(segmentation);
        Map<String, ObjectRef> maps = maps(segmentation, what.classLabels());
        Map<String, String> versions = versions();
        ObjectRef statement = statements.keep(
                new Statements.Making(
                        predictionId, scan, model, settings.engineName(), settings.of(what, request), versions),
                segmentation.labels(),
                written);
        clock.stop();
        Map<String, Double> seconds = clock.seconds();
        reporting.completed(seconds);
        LOG.infof(
                "Scan %s segmented by %s: %d windows, %.1f s",
                Pseudonym.of(scan.scanId()),
                Pseudonym.of(what.modelId()),
                segmentation.windows(),
                seconds.values().stream().mapToDouble(Double::doubleValue).sum());
        Provenance provenance = new Provenance(
                scan.images().getFirst().sha256(),
                what.weightsSha256(),
                settings.engineName(),
                versions,
                segmentation.windows(),
                seconds,
                PeakMemory.mebibytes(),
                flags(scan, what, segmentation, judged),
                what.memberWeights());
        return new PredictionCompleted(
                predictionId,
                scan.scanId(),
                scan.dataset(),
                what.modelId(),
                request.alias(),
                written,
                provenance,
                judged,
                maps,
                statement);
    }

    /** What to know of the scan, of how it met the model, and of the result. */
    private static List<String> flags(
            ScanNormalized scan, PromotedModel model, Segmentation segmentation, Quality judged) {
        List<String> flags = new ArrayList<>(scan.flags());
        if (model.preparation().spacingMm() == null) {
            flags.add(SPACING_UNKNOWN);
        }
        flags.addAll(segmentation.flags());
        flags.addAll(ScanMeasures.flags(judged));
        return flags;
    }

    /** Memory for the scan and its windows; the model has its own. Running out would end the process, and again with each redelivery. */
    private Loan memory(
            ScanNormalized scan, String alias, ServedEnsemble model, Predictor predictor, Reporting.Run run) {
        Need need = Need.heap(scan.normalized().bytes() + predictor.heapBytes(scan.geometry()));
        return memory.tryReserve(need, () -> makeRoom(alias, run)).orElseThrow(() -> {
            long withModel = need.heapBytes() + model.residentBytes();
            return (withModel > memory.processBytes()
                            ? PredictionFaults.memory(scan.scanId(), withModel, memory.processBytes())
                            : PredictionFaults.heap(scan.scanId(), need.heapBytes(), memory.heapBytes()))
                    .exception();
        });
    }

    /** Models that nobody asks for leave first; then those have to be done who paused for this one. */
    private boolean makeRoom(String alias, Reporting.Run run) {
        return shelf.makeRoom(alias) || run.letHalfDoneFinish();
    }

    private Tensor image(ScanNormalized scan) {
        // Once more: what was read amiss may have been the reading.
        Path tensor = objects.intactFile(scan.normalized())
                .or(() -> objects.intactFile(scan.normalized()))
                .orElseThrow(() -> PredictionFaults.lostTensor(scan.scanId()).exception());
        return PreparedTensors.image(tensor);
    }

    private ObjectRef store(Segmentation segmentation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            NiftiWriter.write(segmentation.labels(), bytes, true);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return objects.put(bytes.toByteArray(), "application/gzip");
    }

    private Map<String, ObjectRef> maps(Segmentation segmentation, ClassLabels labels) {
        Map<String, ObjectRef> written = new TreeMap<>();
        segmentation
                .namedMaps(labels)
                .forEach((name, map) -> written.put(name, objects.put("application/gzip", map::write)));
        return written;
    }

    private static Map<String, String> versions() {
        String own = Segmenter.class.getPackage().getImplementationVersion();
        return Map.of(
                "e2enet", Objects.requireNonNullElse(own, "development"),
                "java", Runtime.version().toString());
    }
}
