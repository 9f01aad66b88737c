package org.e2enet.infer.prediction;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.PredictionCancelled;
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
import org.e2enet.faults.FaultException;
import org.e2enet.faults.Pseudonym;
import org.e2enet.infer.config.InferConfig;
import org.e2enet.infer.models.ModelFaults;
import org.e2enet.infer.models.ModelLease;
import org.e2enet.infer.models.ModelShelf;
import org.e2enet.infer.models.PromotedModel;
import org.e2enet.infer.queue.Cancellations;
import org.e2enet.infer.queue.Cancelled;
import org.e2enet.infer.queue.Claims;
import org.e2enet.infer.queue.Desk;
import org.e2enet.infer.queue.Underway;
import org.jboss.logging.Logger;

/**
 * One request from scan to result: it waits for its turn, and for another instance that works on the same. The result's document
 * comes last and decides: with it, the work is done.
 */
@Singleton
class PredictionJob implements RecordWork<PredictionRequested> {
    private static final Logger LOG = Logger.getLogger(PredictionJob.class);
    /** What a promotion takes to get here, so that a request sent right after one does not fail. */
    private static final Duration UNKNOWN_ALIAS_WAIT = Duration.ofSeconds(3);

    private static final long LOOK_EVERY_MILLIS = 1_000;

    private final long started = System.nanoTime();

    private final ModelShelf shelf;
    private final Catalogue catalogue;
    private final KeptPredictions predictions;
    private final Settings settings;
    private final Segmenter segmenter;
    private final Reporting reporting;
    private final Board board;
    private final Desk desk;
    private final Underway underway;
    private final Claims claims;
    private final Cancellations cancellations;
    private final Tickets tickets;
    private final Endings endings;
    private final EventSender events;
    private final Duration promotionsPatience;

    PredictionJob(
            ModelShelf shelf,
            Catalogue catalogue,
            KeptPredictions predictions,
            Settings settings,
            Segmenter segmenter,
            Reporting reporting,
            Board board,
            Desk desk,
            Underway underway,
            Claims claims,
            Cancellations cancellations,
            Tickets tickets,
            Endings endings,
            EventSender events,
            InferConfig config) {
        this.shelf = shelf;
        this.catalogue = catalogue;
        this.predictions = predictions;
        this.settings = settings;
        this.segmenter = segmenter;
        this.reporting = reporting;
        this.board = board;
        this.desk = desk;
        this.underway = underway;
        this.claims = claims;
        this.cancellations = cancellations;
        this.tickets = tickets;
        this.endings = endings;
        this.events = events;
        this.promotionsPatience = config.promotionsPatience();
    }

    @Override
    public void handle(PredictionRequested asked, Lane lane) {
        ScanNormalized scan = catalogue.scans().find(asked.scanId()).orElseThrow(() -> PredictionFaults.unknownScan(
                        asked.scanId())
                .exception());
        PromotedModel model = shelf.describe(asked.alias())
                .orElseThrow(() -> new NotYet(ModelFaults.unserved(asked.alias()), unknownAliasWait()));
        String predictionId = settings.predictionId(asked, model);
        Optional<PredictionCompleted> before = predictions.find(predictionId);
        if (before.isPresent()) {
            reporting.repeated();
            tickets.done(asked, predictionId);
            events.send(before.get());
            return;
        }
        if (tickets.isCancelled(asked)) {
            // It comes again: who asks anew over REST opens a new ticket first.
            events.send(new PredictionCancelled(asked.predictionId(), asked.scanId(), asked.alias()));
            return;
        }
        PredictionRequested request = asked.predictionId() == null ? asked.answeredAt(predictionId) : asked;
        while (true) {
            tickets.openIfNone(request);
            Optional<Underway.Lead> lead = underway.lead(request.predictionId());
            if (lead.isPresent()) {
                lead(request, scan, lead.get(), lane);
                return;
            }
            if (follow(request, lane)) {
                return;
            }
        }
    }

    private void lead(PredictionRequested request, ScanNormalized scan, Underway.Lead lead, Lane lane) {
        board.add(PredictionView.queued(request));
        try {
            events.send(waitAndPredict(request, scan, lane));
        } catch (Cancelled _) {
            lead.cancelled();
            endings.cancelled(request);
        } finally {
            // It ended, or goes to another instance.
            board.forget(request.predictionId());
            lead.close();
        }
    }

    /**
     * Waits for the request of the same prediction that leads, which is as urgent as this one from now on.
     *
     * @return whether its end is this one's, too; otherwise it failed or left, and this one may lead
     */
    private boolean follow(PredictionRequested request, Lane lane) {
        String predictionId = request.predictionId();
        boolean cancelled = underway.awaitEnd(predictionId, () -> {
            lane.requireRunning();
            requireInTime(request);
            if (desk.raise(predictionId, request.priority())) {
                board.tellPlaces();
            }
        });
        if (cancelled) {
            events.send(new PredictionCancelled(predictionId, request.scanId(), request.alias()));
            return true;
        }
        Optional<PredictionCompleted> result = result(predictionId);
        if (result.isPresent()) {
            tickets.done(request, predictionId);
            events.send(result.get());
        }
        return result.isPresent();
    }

    /** What fails for a known reason is answered; for an unknown one it is put aside as well, to be replayed. */
    @Override
    public boolean answer(PredictionRequested asked, Fault fault) {
        LOG.warnf("Scan %s was not segmented: %s", Pseudonym.of(asked.scanId()), fault.code());
        reporting.failed(fault);
        PredictionRequested request = identified(asked);
        if (request.predictionId() != null && !underway.isLed(request.predictionId())) {
            endings.failed(request, fault);
        }
        if (fault.code().equals(PredictionFaults.UNKNOWN_SCAN)) {
            return false; // an id that nobody knows is not repeated in an event
        }
        events.send(new PredictionFailed(request.scanId(), request.alias(), fault));
        return !fault.code().equals(EdgeFaults.UNEXPECTED);
    }

    private Duration unknownAliasWait() {
        Duration reading = promotionsPatience.minus(Duration.ofNanos(System.nanoTime() - started));
        return reading.compareTo(UNKNOWN_ALIAS_WAIT) > 0 ? reading : UNKNOWN_ALIAS_WAIT;
    }

    /** With the id that whoever asks for it would use, as far as the alias tells. */
    private PredictionRequested identified(PredictionRequested asked) {
        if (asked.predictionId() != null) {
            return asked;
        }
        try {
            return shelf.describe(asked.alias())
                    .map(model -> asked.answeredAt(settings.predictionId(asked, model)))
                    .orElse(asked);
        } catch (FaultException unknown) {
            return asked;
        }
    }

    private PredictionCompleted waitAndPredict(PredictionRequested request, ScanNormalized scan, Lane lane) {
        String predictionId = request.predictionId();
        Desk.Watch watch = () -> check(request, lane);
        while (true) {
            Optional<PredictionCompleted> elsewhere = awaitOther(predictionId, watch);
            if (elsewhere.isPresent()) {
                return endings.done(request, elsewhere.get());
            }
            try (Desk.Turn turn = desk.enter(predictionId, request.alias(), request.priority(), watch)) {
                board.tellPlaces();
                turn.await();
                board.tellPlaces();
                Optional<PredictionCompleted> before = result(predictionId);
                if (before.isPresent()) {
                    return endings.done(request, before.get());
                }
                Optional<Claims.Held> claim = claims.take(predictionId, () -> board.find(predictionId)
                        .map(PredictionView::progress)
                        .orElse(null));
                if (claim.isPresent()) {
                    try (Claims.Held _ = claim.get()) {
                        requireScan(scan);
                        return endings.done(request, predict(request, scan, turn, watch, lane));
                    }
                }
            }
        }
    }

    /** It may have been deleted while this one waited. */
    private void requireScan(ScanNormalized scan) {
        if (catalogue.scans().find(scan.scanId()).isEmpty()) {
            throw PredictionFaults.deletedScan(scan.scanId()).exception();
        }
    }

    /** Waits as long as another instance works on it. @return its result, if it came to one */
    private Optional<PredictionCompleted> awaitOther(String predictionId, Desk.Watch watch) {
        while (claims.isTaken(predictionId)) {
            watch.check();
            try {
                Thread.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                throw new CancellationException("the service ends");
            }
        }
        return result(predictionId);
    }

    private void check(PredictionRequested request, Lane lane) {
        lane.requireRunning();
        if (cancellations.isAsked(request.predictionId())) {
            throw new Cancelled();
        }
        requireInTime(request);
    }

    private static void requireInTime(PredictionRequested request) {
        Instant deadline = request.deadline();
        if (deadline != null && Instant.now().isAfter(deadline)) {
            throw PredictionFaults.late(request).exception();
        }
    }

    private PredictionCompleted predict(
            PredictionRequested request, ScanNormalized scan, Desk.Turn turn, Desk.Watch watch, Lane lane) {
        board.working(request.predictionId(), PredictionView.State.RUNNING, "model", 0, 0, null);
        try (ModelLease lease = lease(request.alias(), turn)) {
            // The alias may mean another model by now.
            String predictionId = settings.predictionId(request, lease.model().what());
            Optional<PredictionCompleted> before = result(predictionId);
            if (before.isPresent()) {
                return before.get();
            }
            Reporting.Run run = reporting.begin(request.predictionId(), turn, watch, lane);
            return predictions.keep(segmenter.segment(predictionId, scan, request, lease.model(), run));
        }
    }

    /** Memory may be lacking only as long as one that paused for this one holds it. */
    private ModelLease lease(String alias, Desk.Turn turn) {
        while (true) {
            try {
                return shelf.lease(alias)
                        .orElseThrow(() -> ModelFaults.unserved(alias).exception());
            } catch (FaultException refused) {
                if (!refused.fault().code().equals(ModelFaults.MEMORY) || !turn.letHalfDoneFinish()) {
                    throw refused;
                }
            }
        }
    }

    private Optional<PredictionCompleted> result(String predictionId) {
        return predictions.find(predictionId);
    }
}
