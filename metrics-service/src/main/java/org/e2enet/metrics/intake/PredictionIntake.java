package org.e2enet.metrics.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.edge.records.EventIntake;
import org.e2enet.edge.records.EventSender;
import org.e2enet.edge.records.Intakes;
import org.e2enet.edge.records.RecordWork;
import org.e2enet.edge.work.Lane;
import org.e2enet.edge.work.Lanes;
import org.e2enet.metrics.announce.StandingsAnnouncer;
import org.e2enet.metrics.config.MetricsConfig;
import org.e2enet.metrics.evaluate.PredictionScorer;
import org.e2enet.metrics.evaluate.Truth;
import org.e2enet.metrics.evaluate.Truths;
import org.e2enet.metrics.gauges.ScoreGauges;
import org.e2enet.metrics.storage.ScoreArchive;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Scores each completed prediction once. A redelivered one finds its score in the store and is announced again without
 * computing. Scored, it is acknowledged only after document, score and standings are out. Thread safe.
 */
@Singleton
public class PredictionIntake implements RecordWork<PredictionCompleted> {
    private static final Logger LOG = Logger.getLogger(PredictionIntake.class);
    private static final Duration[] BUCKETS = LongStream.of(100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Truths truths;
    private final PredictionScorer scorer;
    private final ScoreArchive archive;
    private final EventSender events;
    private final StandingsAnnouncer standings;
    private final ScoreGauges gauges;
    private final MeterRegistry meters;
    private final EventIntake<PredictionCompleted> intake;

    PredictionIntake(
            Truths truths,
            PredictionScorer scorer,
            ScoreArchive archive,
            EventSender events,
            StandingsAnnouncer standings,
            ScoreGauges gauges,
            MeterRegistry meters,
            MetricsConfig config,
            Intakes intakes,
            Lanes lanes) {
        this.truths = truths;
        this.scorer = scorer;
        this.archive = archive;
        this.events = events;
        this.standings = standings;
        this.gauges = gauges;
        this.meters = meters;
        this.intake = intakes.open(
                PredictionCompleted.class, "metrics.score", lanes.open("scoring", config.concurrency()), this);
    }

    @Incoming("predictions-completed")
    CompletionStage<Void> take(Message<byte[]> message) {
        return intake.take(message);
    }

    @Override
    public void handle(PredictionCompleted prediction, Lane lane) {
        Optional<ScoresComputed> known = archive.find(prediction.predictionId());
        if (known.isPresent()) {
            meters.counter("e2enet.predictions.repeated").increment();
            announce(known.get());
            return;
        }
        switch (truths.of(prediction.scanId())) {
            case Truth.Labels(ObjectRef file) -> score(prediction, file);
            case Truth.Missing(String reason) -> withoutTruth(reason);
        }
    }

    private void withoutTruth(String reason) {
        meters.counter("e2enet.predictions.without.truth", "reason", reason).increment();
    }

    private void score(PredictionCompleted prediction, ObjectRef truth) {
        ScoresComputed computed = Timer.builder("e2enet.scoring")
                .description("Reading and scoring one prediction")
                .serviceLevelObjectives(BUCKETS)
                .register(meters)
                .record(() -> scorer.score(prediction, truth));
        Optional<ScoresComputed> kept = archive.save(computed);
        if (kept.isEmpty()) {
            withoutTruth("deleted-scan");
            return;
        }
        ScoresComputed score = kept.get();
        meters.counter("e2enet.predictions.scored").increment();
        LOG.infof(
                "prediction %s of model %s: mean Dice %s over %d classes",
                score.predictionId(), score.modelId(), score.meanDice(), score.definedClasses());
        announce(score);
    }

    private void announce(ScoresComputed score) {
        events.send(score);
        archive.refresh();
        standings.announce(score.dataset(), score.modelId());
        gauges.update();
    }
}
