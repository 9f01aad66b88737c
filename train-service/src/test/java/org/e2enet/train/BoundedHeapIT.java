package org.e2enet.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service with the default settings and cases that are more than its heap, in training and validation. */
class BoundedHeapIT {
    private static final Topics TOPICS = Topics.withDefaultPrefix();
    private static final Duration PATIENCE = Patience.LONG;

    /** 24 MB each as a case in memory: 20 + 20 of them are four times the heap. */
    private static final int EDGE = 160;

    @TempDir
    Path folder;

    @Test
    void shouldTrainOnMoreCasesThanTheHeapHolds() throws Exception {
        TrainingWorld world = new TrainingWorld(folder.resolve("store"));
        List<String> scans = world.largeScans(40, EDGE);
        try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0).start();
                TopicProbe probe = new TopicProbe(kafka.bootstrapServers());
                TrainProcess service = TrainProcess.start(
                        kafka.bootstrapServers(), folder.resolve("store"), "bounded-heap.log", "-Xmx256m")) {
            TrainingRequested request = TrainingWorld.request("many", 2, 60, scans.subList(0, 20), 0.001);
            send(probe, kept(request, scans.subList(20, 40)));

            TrainingProgressed trained = progressed(probe, "many", 2);

            assertEquals(120, trained.iteration());
            assertTrue(service.isAlive(), "not out of memory");
        }
    }

    private static TrainingProgressed progressed(TopicProbe probe, String runId, int epoch) {
        return EventJson.read(
                probe.await(
                                TOPICS.name(Topic.TRAINING_PROGRESSED),
                                record -> runId.equals(record.key())
                                        && EventJson.read(record.value(), TrainingProgressed.class)
                                                        .epoch()
                                                >= epoch,
                                PATIENCE)
                        .value(),
                TrainingProgressed.class);
    }

    private static void send(TopicProbe probe, TrainingRequested request) {
        probe.send(TOPICS.name(request.topic()), request.key(), EventJson.write(request));
    }

    private static TrainingRequested kept(TrainingRequested request, List<String> validation) {
        return new TrainingRequested(
                request.runId(),
                0,
                1,
                request.dataset(),
                request.scanIds(),
                validation,
                request.plan(),
                request.recipe(),
                null);
    }
}
