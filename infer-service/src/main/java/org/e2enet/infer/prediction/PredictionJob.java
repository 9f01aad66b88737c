package org.e2enet.infer.prediction;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionFailed;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.records.EventSender;
import org.e2enet.edge.records.NotYet;
import org.e2enet.edge.records.RecordWork;
import org.e2enet.edge.work.Lane;
import org.e2enet.faults.Fault;
import org.e2enet.faults.Pseudonym;
import org.e2enet.infer.config.InferConfig;
import org.e2enet.infer.models.ModelLease;
import org.e2enet.infer.models.ModelShelf;
import org.e2enet.infer.models.PromotionListener;
import org.e2enet.infer.models.ServedEnsemble;
import org.jboss.logging.Logger;

/** One request from scan to result. The document comes last and decides: with it, the work is done. */
@Singleton
class PredictionJob implements RecordWork<PredictionRequested> {
    private static final Logger LOG = Logger.getLogger(PredictionJob.class);

    /** What a promotion takes to get here, so that a request sent right after one does not fail. */
    private static final Duration UNKNOWN_ALIAS_WAIT = Duration.ofSeconds(3);

    /** After its start an instance reads all promotions again, also those that were made by record only. */
    private static final Duration PROMOTIONS_READ = Duration.ofSeconds(60);

    private final long started = System.nanoTime();
    private final ModelShelf shelf;
    private final PromotionListener promotions;
    private final Catalogue catalogue;
    private final KeptPredictions predictions;
    private final Settings settings;
    private final Segmenter segmenter;
    private final Reporting reporting;
    private final Tickets tickets;
    private final EventSender events;
    private final Duration modelWait;

    PredictionJob(
            ModelShelf shelf,
            PromotionListener promotions,
            Catalogue catalogue,
            KeptPredictions predictions,
            Settings settings,
            Segmenter segmenter,
            Reporting reporting,
            Tickets tickets,
            EventSender events,
            InferConfig config) {
        this.shelf = shelf;
        this.promotions = promotions;
        this.catalogue = catalogue;
        this.predictions = predictions;
        this.settings = settings;
        this.segmenter = segmenter;
        this.reporting = reporting;
        this.tickets = tickets;
        this.events = events;
        this.modelWait = config.modelWait();
    }

    @Override
    public void handle(PredictionRequested request, Lane lane) {
        ScanNormalized scan = catalogue.scans().find(request.scanId()).orElseThrow(() -> PredictionFaults.unknownScan(
                        request.scanId())
                .exception());
        try (ModelLease lease = lease(request.alias())) {
            PredictionCompleted done = predict(scan, request.alias(), lease.model(), lane);
            tickets.done(request, done.predictionId());
            events.send(done);
        }
    }

    /** What fails for a known reason is answered; for an unknown one it is put aside as well, to be replayed. */
    @Override
    public boolean answer(PredictionRequested request, Fault fault) {
        LOG.warnf("Scan %s was not segmented: %s", Pseudonym.of(request.scanId()), fault.message());
        reporting.failed(fault);
        tickets.failed(request, fault);
        if (fault.code().equals(PredictionFaults.UNKNOWN_SCAN)) {
            return false; // an id that nobody knows is not repeated in an event
        }
        events.send(new PredictionFailed(request.scanId(), request.alias(), fault));
        return !fault.code().equals(EdgeFaults.UNEXPECTED);
    }

    /** An alias may be on its way, its record unread yet or its model in the middle of being compiled; others go on meanwhile. */
    private ModelLease lease(String alias) {
        return shelf.lease(alias).orElseThrow(() -> new NotYet(PredictionFaults.unknownAlias(alias), aliasWait(alias)));
    }

    private Duration aliasWait(String alias) {
        if (promotions.isComing(alias) || catalogue.aliases().find(alias).isPresent()) {
            return modelWait;
        }
        Duration reading = PROMOTIONS_READ.minus(Duration.ofNanos(System.nanoTime() - started));
        return reading.compareTo(UNKNOWN_ALIAS_WAIT) > 0 ? reading : UNKNOWN_ALIAS_WAIT;
    }

    private PredictionCompleted predict(ScanNormalized scan, String alias, ServedEnsemble model, Lane lane) {
        String predictionId = settings.predictionId(scan.scanId(), model);
        Optional<PredictionCompleted> before = predictions.find(predictionId);
        if (before.isPresent()) {
            reporting.repeated();
            return before.get();
        }
        try (Reporting.Run run = reporting.begin(predictionId, lane)) {
            return predictions.keep(segmenter.segment(scan, alias, model, run));
        }
    }
}
