package org.e2enet.metrics.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.edge.records.EventSender;
import org.e2enet.faults.Pseudonym;
import org.e2enet.history.ScoreHistory;
import org.e2enet.history.StoredScore;
import org.e2enet.metrics.announce.StandingsAnnouncer;
import org.e2enet.metrics.evaluate.PredictionScorer;
import org.e2enet.metrics.evaluate.Truth;
import org.e2enet.metrics.evaluate.Truths;
import org.e2enet.metrics.gauges.ScoreGauges;
import org.e2enet.metrics.storage.ScoreArchive;
import org.jboss.logging.Logger;

/**
 * Scores a prediction against the truth its scan has now, keeps the score, and announces it. A prediction without truth waits for it.
 * Thread safe.
 */
@Singleton
class Scoring {
    private static final Logger LOG = Logger.getLogger(Scoring.class);
    private static final Duration[] BUCKETS = LongStream.of(100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Truths truths;
    private final PredictionScorer scorer;
    private final ScoreArchive archive;
    private final ScoreHistory history;
    private final EventSender events;
    private final StandingsAnnouncer standings;
    private final ScoreGauges gauges;
    private final MeterRegistry meters;

    Scoring(
            Truths truths,
            PredictionScorer scorer,
            ScoreArchive archive,
            ScoreHistory history,
            EventSender events,
            StandingsAnnouncer standings,
            ScoreGauges gauges,
            MeterRegistry meters) {
        this.truths = truths;
        this.scorer = scorer;
        this.archive = archive;
        this.history = history;
        this.events = events;
        this.standings = standings;
        this.gauges = gauges;
        this.meters = meters;
    }

    /** Scores it unless its score against the present truth is there; that one is announced again. */
    void score(PredictionCompleted prediction) {
        archive.refresh();
        switch (truths.of(prediction.scanId())) {
            case Truth.Labels(ObjectRef truth) -> {
                Optional<StoredScore> known =
                        archive.find(prediction.predictionId()).filter(score -> isAgainst(score, truth));
                if (known.isPresent()) {
                    meters.counter("e2enet.predictions.repeated").increment();
                    announce(known.get().score());
                } else {
                    scoreAnew(prediction, truth);
                }
            }
            case Truth.Missing(String reason) -> {
                if (!reason.equals(Truths.UNKNOWN_SCAN)) {
                    history.awaitTruth(prediction.predictionId(), prediction.scanId());
                }
                withoutTruth(reason);
            }
        }
    }

    /** Scores it if its score is not against the present truth; announces nothing otherwise. */
    void scoreAgainstNewTruth(PredictionCompleted prediction) {
        if (truths.of(prediction.scanId()) instanceof Truth.Labels(ObjectRef truth)
                && archive.find(prediction.predictionId())
                        .filter(score -> score.truth().equals(truth.sha256()))
                        .isEmpty()) {
            scoreAnew(prediction, truth);
        }
    }

    /** Scores it by today's rules, whatever scores it has; a prediction without truth stays without a score. */
    void scoreByTodaysRules(PredictionCompleted prediction) {
        if (truths.of(prediction.scanId()) instanceof Truth.Labels(ObjectRef truth)) {
            scoreAnew(prediction, truth);
        }
    }

    /** Scores of versions that noted no truth count as against any. */
    private static boolean isAgainst(StoredScore score, ObjectRef truth) {
        return score.truth().isEmpty() || score.truth().equals(truth.sha256());
    }

    private void scoreAnew(PredictionCompleted prediction, ObjectRef truth) {
        ScoresComputed computed = Timer.builder("e2enet.scoring")
                .description("Reading and scoring one prediction")
                .serviceLevelObjectives(BUCKETS)
                .register(meters)
                .record(() -> scorer.score(prediction, truth));
        Optional<StoredScore> kept = archive.save(computed, truth.sha256());
        if (kept.isEmpty()) {
            withoutTruth("deleted-scan");
            return;
        }
        ScoresComputed score = kept.get().score();
        meters.counter("e2enet.predictions.scored").increment();
        LOG.infof(
                "prediction %s of model %s: mean Dice %s over %d classes, revision %d of the truth",
                Pseudonym.of(score.predictionId()),
                Pseudonym.of(score.modelId()),
                score.meanDice(),
                score.definedClasses(),
                kept.get().revision());
        announce(score);
    }

    private void withoutTruth(String reason) {
        meters.counter("e2enet.predictions.without.truth", "reason", reason).increment();
    }

    private void announce(ScoresComputed score) {
        events.send(score);
        standings.announce(score.dataset(), score.modelId());
        gauges.update();
    }
}
