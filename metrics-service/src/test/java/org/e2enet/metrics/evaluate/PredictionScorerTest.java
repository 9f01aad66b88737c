package org.e2enet.metrics.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.faults.FaultException;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.memory.Need;
import org.e2enet.metrics.config.MetricsConfig;
import org.e2enet.store.FileStore;
import org.e2enet.testkit.NiftiBytes;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scoring asks for its memory first: a case that is too large ends as a record put aside, not with the service. */
class PredictionScorerTest {
    private static final int EDGE = 8;
    private static final long PLENTY = 1L << 30;

    @TempDir
    private Path directory;

    private FileStore store;
    private ObjectRef truth;
    private PredictionCompleted prediction;

    @BeforeEach
    void fill() {
        store = new FileStore(directory);
        truth = labels(2);
        prediction = new PredictionCompleted(
                "p",
                "s",
                "brain",
                "m",
                "a",
                labels(3),
                new PredictionCompleted.Provenance(
                        "0".repeat(64), "0".repeat(64), "sparse", Map.of(), 1, Map.of(), -1, List.of()));
    }

    @Test
    void shouldRefuseByTheHeadersWhatTakesMoreMemoryThanThereIs() {
        MemoryBudget small = new MemoryBudget(1 << 20, 1 << 20);

        FaultException refused =
                assertThrows(FaultException.class, () -> scorer(small).score(prediction, truth));

        assertEquals("MET-102", refused.fault().code());
        assertEquals(1 << 20, small.freeHeapBytes());
    }

    @Test
    void shouldGiveItsMemoryBackHoweverItEnds() {
        MemoryBudget budget = new MemoryBudget(PLENTY, PLENTY);

        assertEquals(1, scorer(budget).score(prediction, truth).classes().size());
        assertEquals(PLENTY, budget.freeHeapBytes());

        ObjectRef empty = labels(0);
        assertThrows(FaultException.class, () -> scorer(budget).score(prediction, empty));
        assertEquals(PLENTY, budget.freeHeapBytes());
    }

    @Test
    void shouldWaitForMemoryThatOthersHold() throws Exception {
        MemoryBudget budget = new MemoryBudget(PLENTY, PLENTY);
        MemoryBudget.Loan other = budget.reserve(new Need(PLENTY, 0), IllegalStateException::new);
        CompletableFuture<ScoresComputed> score = new CompletableFuture<>();
        Thread scoring =
                Thread.ofPlatform().start(() -> score.complete(scorer(budget).score(prediction, truth)));
        Awaitility.await().atMost(Patience.LONG).until(() -> scoring.getState() == Thread.State.WAITING);
        assertEquals(false, score.isDone());

        other.close();

        scoring.join(Patience.LONG);
        assertEquals(0.8, score.getNow(null).meanDice(), 1e-12);
    }

    private PredictionScorer scorer(MemoryBudget budget) {
        MetricsConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(MetricsConfig.class)
                .build()
                .getConfigMapping(MetricsConfig.class);
        return new PredictionScorer(store, new Catalogue(store), budget, config);
    }

    /** The first slices are of class 1. */
    private ObjectRef labels(int slices) {
        float[] labels = new float[EDGE * EDGE * EDGE];
        Arrays.fill(labels, 0, slices * EDGE * EDGE, 1);
        byte[] file = NiftiBytes.of(labels, EDGE, EDGE, EDGE).packed();
        return store.put(new ByteArrayInputStream(file), "application/gzip", file.length);
    }
}
