package org.e2enet.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.FoldDocument;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.TrainingStart;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service as a process of its own with its default settings, killed without warning in the middle of a fold, or asked to
 * end. They choose the sparse engine: libtorch gives the same bits in one process ({@link TorchFoldEndingIT}), but not surely in the next.
 */
class KillAndResumeIT {
    private static final Topics TOPICS = Topics.withDefaultPrefix();
    private static final Duration PATIENCE = Patience.LONG;
    private static final int EPOCHS = 40;
    private static final int MOST_ATTEMPTS = 10;

    @TempDir
    Path directory;

    private EmbeddedKafka broker;

    /** What a fold begins with. */
    private enum Start {
        RANDOM,
        FIXED,
        EVOLVING;

        String undisturbed() {
            return "undisturbed-" + name().toLowerCase(Locale.ROOT);
        }

        /** @param attempt counted from 0 */
        String ended(int attempt) {
            return "ended-" + name().toLowerCase(Locale.ROOT) + "-" + attempt;
        }
    }

    /** How a service is ended. */
    private interface Ending {
        void of(TrainProcess service) throws InterruptedException;
    }

    @Test
    void shouldGiveTheSameModelsBitForBitAfterAKillInEveryKindOfFold() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TrainingWorld world = new TrainingWorld(directory.resolve("store"));
        try (EmbeddedKafka kafka = new EmbeddedKafka(directory.resolve("kafka"), 0).start();
                TopicProbe probe = new TopicProbe(kafka.bootstrapServers())) {
            broker = kafka;
            Map<Start, String> killed = new EnumMap<>(Start.class);
            for (Start start : Start.values()) {
                int killAtEpoch = random.nextInt(1, 25);
                killed.put(start, endedInTheMiddle(probe, world, start, killAtEpoch, TrainProcess::kill));
            }
            try (TrainProcess last = service()) {
                for (Start start : Start.values()) {
                    CheckpointPublished resumed = awaitModel(probe, killed.get(start));
                    CheckpointPublished undisturbed = awaitModel(probe, start.undisturbed());
                    new SameWeights(world.store()).require(undisturbed, resumed, start + ", seed " + seed);
                    assertEquals(
                            "sparse",
                            fold(world, killed.get(start))
                                    .progress()
                                    .trainedBy()
                                    .engine());
                    assertNotEquals(undisturbed.modelId(), resumed.modelId());
                    assertTrue(world.store().contains(resumed.weights()));
                }
                // 128 + 15: ended by the signal.
                assertEquals(143, last.terminate());
            }
        }
    }

    @Test
    void shouldGoOnAfterSigtermAtAnyTimeWithoutTellingOfAFailure() throws Exception {
        long seed = System.nanoTime();
        int epoch = new Random(seed).nextInt(20);
        TrainingWorld world = new TrainingWorld(directory.resolve("store"));
        try (EmbeddedKafka kafka = new EmbeddedKafka(directory.resolve("kafka"), 0).start();
                TopicProbe probe = new TopicProbe(kafka.bootstrapServers())) {
            broker = kafka;
            String termed = endedInTheMiddle(
                    probe, world, Start.RANDOM, epoch, service -> assertEquals(143, service.terminate()));
            FoldDocument left = fold(world, termed);
            assertEquals(TrainingProgressed.State.RUNNING, left.progress().state(), "seed " + seed);
            assertTrue(left.state() != null, "saved what it had after epoch " + epoch + ", seed " + seed);
            try (TrainProcess next = service()) {
                new SameWeights(world.store())
                        .require(
                                awaitModel(probe, Start.RANDOM.undisturbed()),
                                awaitModel(probe, termed),
                                "ended after epoch " + epoch + ", seed " + seed);
                assertEquals(143, next.terminate());
            }
            assertEquals(
                    List.of(),
                    probe.records(TOPICS.name(Topic.TRAINING_PROGRESSED)).stream()
                            .map(record -> EventJson.read(record.value(), TrainingProgressed.class))
                            .filter(progress -> progress.state() == TrainingProgressed.State.FAILED)
                            .toList());
        }
    }

    /**
     * Lets a fold come to its end undisturbed, and then ends the service after an epoch of another. Where this test is so late that the other
     * was done before, one more is begun.
     *
     * @return the run that was ended
     */
    private String endedInTheMiddle(TopicProbe probe, TrainingWorld world, Start start, int epoch, Ending ending)
            throws Exception {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            String runId = start.ended(attempt);
            try (TrainProcess service = service()) {
                request(probe, start.undisturbed(), start);
                awaitModel(probe, start.undisturbed());
                request(probe, runId, start);
                awaitEpoch(probe, runId, epoch);
                ending.of(service);
            }
            if (fold(world, runId).progress().state() != TrainingProgressed.State.FINISHED) {
                return runId;
            }
        }
        throw new AssertionError("done before epoch " + epoch + " was seen, " + MOST_ATTEMPTS + " times");
    }

    private static FoldDocument fold(TrainingWorld world, String runId) {
        return new Catalogue(world.store()).runs().find(runId, 0).orElseThrow();
    }

    private TrainProcess service() throws IOException {
        return TrainProcess.start(broker.bootstrapServers(), directory.resolve("store"), "kill-and-resume.log");
    }

    /** Tuned folds start from the first undisturbed one's model. */
    private static void request(TopicProbe probe, String runId, Start start) {
        TrainingRequested request = TrainingWorld.request(runId, EPOCHS);
        if (start != Start.RANDOM) {
            request = TrainingWorld.tuning(
                    request,
                    new TrainingStart(
                            Start.RANDOM.undisturbed() + "-fold0", TrainingStart.Topology.valueOf(start.name())));
        }
        probe.send(TOPICS.name(Topic.TRAINING_REQUESTED), request.key(), EventJson.write(request));
    }

    private static void awaitEpoch(TopicProbe probe, String runId, int epoch) {
        probe.await(
                TOPICS.name(Topic.TRAINING_PROGRESSED),
                record -> runId.equals(record.key())
                        && EventJson.read(record.value(), TrainingProgressed.class)
                                        .epoch()
                                >= epoch,
                PATIENCE);
    }

    private static CheckpointPublished awaitModel(TopicProbe probe, String runId) {
        return EventJson.read(
                probe.await(
                                TOPICS.name(Topic.CHECKPOINTS_PUBLISHED),
                                record -> (runId + "-fold0").equals(record.key()),
                                PATIENCE)
                        .value(),
                CheckpointPublished.class);
    }
}
