package org.e2enet.infer.prediction;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionFailed;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.infer.config.InferConfig;
import org.e2enet.infer.models.ModelLease;
import org.e2enet.infer.models.ModelShelf;
import org.e2enet.infer.models.ServedEnsemble;
import org.jboss.logging.Logger;

/** One request from scan to result. The document comes last and decides: with it, the work is done. */
@Singleton
class PredictionJob {
    private static final Logger LOG = Logger.getLogger(PredictionJob.class);

    private final ModelShelf shelf;
    private final Catalogue catalogue;
    private final KeptPredictions predictions;
    private final Settings settings;
    private final Segmenter segmenter;
    private final Reporting reporting;
    private final Tickets tickets;
    private final Duration modelWait;

    PredictionJob(
            ModelShelf shelf,
            Catalogue catalogue,
            KeptPredictions predictions,
            Settings settings,
            Segmenter segmenter,
            Reporting reporting,
            Tickets tickets,
            InferConfig config) {
        this.shelf = shelf;
        this.catalogue = catalogue;
        this.predictions = predictions;
        this.settings = settings;
        this.segmenter = segmenter;
        this.reporting = reporting;
        this.tickets = tickets;
        this.modelWait = config.modelWait();
    }

    /**
     * Handles a request.
     *
     * @throws CancellationException when the service ends meanwhile
     */
    Outcome run(PredictionRequested request) {
        try {
            ScanNormalized scan = catalogue
                    .scans()
                    .find(request.scanId())
                    .orElseThrow(
                            () -> PredictionFaults.unknownScan(request.scanId()).exception());
            try (ModelLease lease = lease(request.alias())) {
                PredictionCompleted done = predict(scan, request.alias(), lease.model());
                tickets.done(request, done.predictionId());
                return new Outcome.Completed(done);
            }
        } catch (FaultException failure) {
            return failed(request, failure.fault());
        }
    }

    /** An alias may be on its way: its record unread yet, or its model in the middle of being compiled. */
    private ModelLease lease(String alias) {
        try {
            return shelf.await(alias, modelWait)
                    .orElseThrow(() -> PredictionFaults.unknownAlias(alias).exception());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the service ends");
        }
    }

    private PredictionCompleted predict(ScanNormalized scan, String alias, ServedEnsemble model) {
        String predictionId = settings.predictionId(scan.scanId(), model);
        Optional<PredictionCompleted> before = predictions.find(predictionId);
        if (before.isPresent()) {
            reporting.repeated();
            return before.get();
        }
        try (Reporting.Run run = reporting.begin(predictionId)) {
            return predictions.keep(segmenter.segment(scan, alias, model, run));
        }
    }

    private Outcome failed(PredictionRequested request, Fault fault) {
        LOG.warnf("Scan %s was not segmented: %s", request.scanId(), fault.message());
        reporting.failed(fault);
        tickets.failed(request, fault);
        return new Outcome.Failed(new PredictionFailed(request.scanId(), request.alias(), fault));
    }
}
