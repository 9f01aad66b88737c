package org.e2enet.train.validation;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.ClassLabels;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.Size3;
import org.e2enet.faults.Pseudonym;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.memory.MemoryBudget.Loan;
import org.e2enet.network.checkpoint.ModelTensors;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Engine;
import org.e2enet.network.engine.Model;
import org.e2enet.prediction.Predictor;
import org.e2enet.prediction.Segmentation;
import org.e2enet.prediction.StageClock;
import org.e2enet.prediction.window.WindowProgress;
import org.e2enet.prediction.window.WindowSettings;
import org.e2enet.preparation.PreparedScans;
import org.e2enet.preparation.PreparedTensors;
import org.e2enet.scoring.postprocessing.CaseTrial;
import org.e2enet.store.ObjectStore;
import org.e2enet.train.cases.FoldMemory;
import org.jboss.logging.Logger;

/**
 * Segments validation scans as infer-service would by default (half-patch windows, the flips that training mirrored) and
 * compares with the original label files on the scans' own grids.
 */
@Singleton
class FoldValidator {
    private static final Logger LOG = Logger.getLogger(FoldValidator.class);

    private final ObjectStore objects;
    private final PreparedScans prepared;
    private final MemoryBudget memory;
    private final ScanReader reader = ScanReader.ofSingleFiles(ReadLimits.SINGLE_CHANNEL);

    FoldValidator(ObjectStore objects, PreparedScans prepared, MemoryBudget memory) {
        this.objects = objects;
        this.prepared = prepared;
        this.memory = memory;
    }

    /**
     * Validates a final model.
     *
     * @throws CancellationException when {@code interrupted} said so
     * @throws org.e2enet.faults.FaultException IMG-1xx or STO-1xx when a scan or its labels cannot be read, PRE-2xx when the network's
     *     output is not finite, TRA-112 when the network, a scan and its sums do not fit in the heap
     */
    FoldValidation validate(
            Engine engine, CheckpointPublished model, List<ScanNormalized> scans, BooleanSupplier interrupted) {
        List<FoldValidation.Scan> validated = new ArrayList<>();
        segment(engine, model, scans, interrupted, (scan, segmentation) -> {
            CaseTrial trial = CaseTrial.of(
                    truth(scan, model), segmentation.labels(), model.plan().classes());
            validated.add(new FoldValidation.Scan(scan.scanId(), trial));
            LOG.infof(
                    "Model %s: %d of %d validation scans",
                    Pseudonym.of(model.modelId()), validated.size(), scans.size());
        });
        return new FoldValidation(
                model.runId(), model.fold(), model.modelId(), model.weights().sha256(), validated);
    }

    /**
     * Segments scans one after the other.
     *
     * @throws CancellationException when {@code interrupted} said so
     */
    void segment(
            Engine engine,
            CheckpointPublished model,
            List<ScanNormalized> scans,
            BooleanSupplier interrupted,
            BiConsumer<ScanNormalized, Segmentation> each) {
        Model tensors = ModelTensors.read(objects.localFile(model.weights()), model.plan());
        Size3 patch = model.plan().patch();
        try (Loan _ = FoldMemory.borrow(memory, heapBytes(engine, model, tensors));
                CompiledNetwork network = engine.compile(tensors, patch)) {
            Predictor predictor = new Predictor(model.plan(), WindowSettings.trained(model.recipe()), List.of(network));
            for (ScanNormalized stored : scans) {
                ScanNormalized scan = prepared.as(model.preparation(), stored);
                long heapBytes = scan.normalized().bytes() + predictor.heapBytes(scan.geometry());
                try (Loan _ = FoldMemory.borrow(memory, heapBytes)) {
                    each.accept(
                            scan,
                            predictor.segment(
                                    PreparedTensors.image(objects.localFile(scan.normalized())),
                                    scan.geometry(),
                                    new StageClock(),
                                    progress(interrupted)));
                }
            }
        }
    }

    /** The weights as they were read, and what the engine makes of them. */
    private static long heapBytes(Engine engine, CheckpointPublished model, Model tensors) {
        return model.weights().bytes() + engine.heapBytes(tensors, model.plan().patch());
    }

    private static WindowProgress progress(BooleanSupplier interrupted) {
        return new WindowProgress() {
            @Override
            public void onWindow(int windowsDone, int windowsTotal) {}

            @Override
            public boolean isCancelled() {
                return interrupted.getAsBoolean();
            }
        };
    }

    private LabelVolume truth(ScanNormalized scan, CheckpointPublished model) {
        LabelVolume truth = reader.readLabels(objects.localFile(scan.labels()), "labels of scan " + scan.scanId());
        ClassLabels.of(model.definition(), model.plan().classes()).toClasses(truth.labels());
        return truth;
    }
}
