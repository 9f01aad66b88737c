package org.e2enet.infer.prediction;

import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionCompleted.Provenance;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.faults.Pseudonym;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.infer.config.InferConfig;
import org.e2enet.infer.models.ServedEnsemble;
import org.e2enet.prediction.PeakMemory;
import org.e2enet.prediction.Predictor;
import org.e2enet.prediction.Segmentation;
import org.e2enet.prediction.Stage;
import org.e2enet.prediction.StageClock;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.Tensor;
import org.e2enet.store.ObjectStore;
import org.jboss.logging.Logger;

/** From the normalised tensor in the store to the segmentation in the store, with provenance. */
@Singleton
class Segmenter {
    private static final Logger LOG = Logger.getLogger(Segmenter.class);

    private final ObjectStore objects;
    private final Settings settings;
    private final Reporting reporting;
    private final long memoryLimitBytes;

    Segmenter(ObjectStore objects, Settings settings, Reporting reporting, InferConfig config) {
        this.objects = objects;
        this.settings = settings;
        this.reporting = reporting;
        this.memoryLimitBytes = config.memoryLimit().asLongValue();
    }

    /**
     * Segments a scan.
     *
     * @throws org.e2enet.faults.FaultException INF-203 and INF-205 when it needs more memory than allowed, PRE-10x when scan and model do
     *     not fit, STO-10x when the scan cannot be read
     */
    PredictionCompleted segment(ScanNormalized scan, String alias, ServedEnsemble model, Reporting.Run run) {
        Predictor predictor = new Predictor(model.plan(), settings.of(model), model.networks(), model.postProcessing());
        requireMemory(scan, predictor);
        StageClock clock = new StageClock();
        clock.enter(Stage.READ);
        Tensor image = image(scan);
        Segmentation segmentation = predictor.segment(image, scan.geometry(), clock, run);
        clock.enter(Stage.WRITE);
        ObjectRef stored = store(segmentation);
        clock.stop();
        Map<String, Double> seconds = clock.seconds();
        reporting.completed(seconds);
        LOG.infof(
                "Scan %s segmented by %s: %d windows, %.1f s",
                Pseudonym.of(scan.scanId()),
                model.modelId(),
                segmentation.windows(),
                seconds.values().stream().mapToDouble(Double::doubleValue).sum());
        Provenance provenance = new Provenance(
                scan.images().getFirst().sha256(),
                model.weightsSha256(),
                settings.engineName(),
                versions(),
                segmentation.windows(),
                seconds,
                PeakMemory.mebibytes(),
                segmentation.flags(),
                model.memberWeights());
        return new PredictionCompleted(
                run.predictionId(), scan.scanId(), scan.dataset(), model.modelId(), alias, stored, provenance);
    }

    private void requireMemory(ScanNormalized scan, Predictor predictor) {
        long heapBytes = scan.normalized().bytes() + predictor.heapBytes(scan.geometry());
        // Where an engine cannot say what it needs, the rest must do.
        long peakBytes = Math.max(heapBytes, scan.normalized().bytes() + predictor.peakBytes(scan.geometry()));
        if (peakBytes > memoryLimitBytes) {
            throw PredictionFaults.memory(scan.scanId(), peakBytes, memoryLimitBytes)
                    .exception();
        }
        // Running out of heap would end the process, which would be given the request again, and end again.
        long maxHeapBytes = Runtime.getRuntime().maxMemory();
        if (heapBytes > maxHeapBytes / 10 * 9) {
            throw PredictionFaults.heap(scan.scanId(), heapBytes, maxHeapBytes).exception();
        }
    }

    private Tensor image(ScanNormalized scan) {
        Path tensor = objects.intactFile(scan.normalized())
                .orElseThrow(() -> PredictionFaults.lostTensor(scan.scanId()).exception());
        try (SafetensorsFile file = SafetensorsFile.open(tensor)) {
            return file.tensor("image");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
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

    private static Map<String, String> versions() {
        String own = Segmenter.class.getPackage().getImplementationVersion();
        return Map.of(
                "e2enet", Objects.requireNonNullElse(own, "development"),
                "java", Runtime.version().toString());
    }
}
