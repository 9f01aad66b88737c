package org.e2enet.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.Topic;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.edge.work.Lane;
import org.e2enet.train.fold.FoldTrainer;
import org.e2enet.training.run.TrainingRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A fold whose lane drains at any place of its work, as when the service ends: nothing that was learned is lost. */
abstract class FoldEnding extends RunningService {
    private static final int PLACES = Integer.getInteger("test.places", 6);

    private final long seed = Long.getLong("test.seed", System.nanoTime());

    @Inject
    FoldTrainer trainer;

    @Inject
    WatchedStore store;

    @AfterEach
    void unwatch() {
        store.beforeEachCall(() -> {});
    }

    @Test
    void shouldKeepEveryStepWhereverItIsAskedToEndAndComeToTheSameModel() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        store.beforeEachCall(calls::incrementAndGet);
        assertEquals(TrainingRun.Outcome.FINISHED, trainer.train(request("calm"), () -> false));
        int places = calls.get();
        Random random = new Random(seed);
        for (int i = 0; i < PLACES; i++) {
            endAndGoOn("asked-" + i, random.nextInt(places), places);
        }
    }

    private void endAndGoOn(String runId, int place, int places) throws Exception {
        String where = runId + ": call " + place + " of " + places + ", test.seed=" + seed;
        Lane lane = new Lane("ending", 1, Lane.Asking.FLAG);
        AtomicInteger calls = new AtomicInteger();
        store.beforeEachCall(() -> {
            if (calls.getAndIncrement() == place) {
                lane.drain(Duration.ZERO);
            }
        });
        CompletableFuture<TrainingRun.Outcome> leaving = new CompletableFuture<>();
        lane.submit(() -> leaving.completeAsync(() -> trainer.train(request(runId), lane::isDraining), Runnable::run));
        TrainingRun.Outcome left = leaving.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        store.beforeEachCall(() -> {});

        // Who is asked after the last step may as well end.
        assertEquals(
                left == TrainingRun.Outcome.INTERRUPTED
                        ? TrainingProgressed.State.RUNNING
                        : TrainingProgressed.State.FINISHED,
                new Catalogue(world.store())
                        .runs()
                        .find(runId, 0)
                        .orElseThrow()
                        .progress()
                        .state(),
                where);
        int told = lastTold(runId);
        assertEquals(TrainingRun.Outcome.FINISHED, trainer.train(request(runId), () -> false), where);
        if (left == TrainingRun.Outcome.INTERRUPTED) {
            assertTrue(lastStart(runId) >= told, where + ": went back from step " + told + " to " + lastStart(runId));
        }
        assertEquals(
                checkpoints("calm", 1).getLast().weights(),
                checkpoints(runId, 1).getLast().weights(),
                where);
        assertEquals(TrainingProgressed.State.FINISHED, awaitEnd(runId, 1).state(), where);
    }

    private static TrainingRequested request(String runId) {
        return TrainingWorld.request(runId, 4);
    }

    private int lastTold(String runId) {
        return masks(runId).stream().mapToInt(MasksEvolved::iteration).max().orElse(0);
    }

    /** The step from which the fold went on: a start tells no change. */
    private int lastStart(String runId) {
        return masks(runId).stream()
                .filter(event -> event.tensors().isEmpty())
                .mapToInt(MasksEvolved::iteration)
                .max()
                .orElseThrow();
    }

    private List<MasksEvolved> masks(String runId) {
        return probe.records(TOPICS.name(Topic.MASKS_EVOLVED)).stream()
                .filter(record -> runId.equals(record.key()))
                .map(record -> EventJson.read(record.value(), MasksEvolved.class))
                .toList();
    }
}
