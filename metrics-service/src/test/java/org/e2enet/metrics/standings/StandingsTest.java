package org.e2enet.metrics.standings;

import static org.e2enet.metrics.Histories.score;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.history.Database;
import org.e2enet.history.Means;
import org.e2enet.history.ModelHistory;
import org.e2enet.history.ModelMeans;
import org.e2enet.history.ScoreHistory;
import org.e2enet.metrics.Histories;
import org.e2enet.metrics.config.MetricsConfig;
import org.e2enet.scoring.tradeoff.Alphas;
import org.e2enet.store.FileStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingsTest {
    @TempDir
    private Path directory;

    private Database database;
    private ScoreHistory history;
    private Standings standings;

    @BeforeEach
    void open() {
        database = Histories.in(directory);
        history = new ScoreHistory(database);
        MetricsConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(MetricsConfig.class)
                .build()
                .getConfigMapping(MetricsConfig.class);
        standings = new Standings(
                new Means(database), new ModelHistory(database), new Catalogue(new FileStore(directory)), config);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void shouldShowModelsByTheTimeOfTheirLastScoreNotByTheirNames() {
        scored("run-9", "a", 100);
        scored("run-10", "a", 200);
        scored("run-11", "a", 50);
        scored("run-11", "b", 300);

        assertEquals(List.of("run-10", "run-11"), ids(standings.lastScored("brain", 2)));
        assertEquals(List.of("run-9", "run-10", "run-11"), ids(standings.lastScored("brain", 20)));
    }

    @Test
    void shouldAskTheDatabaseAnewOnlyForModelsThatChanged() {
        scored("run-9", "a", 100);
        scored("run-10", "a", 200);
        ModelMeans before = first(standings.models("brain"), "run-9");
        assertSame(before, first(standings.models("brain"), "run-9"));

        scored("run-10", "b", 300);

        assertSame(before, first(standings.models("brain"), "run-9"));
        assertEquals(2, first(standings.models("brain"), "run-10").cases());
        scored("run-9", "b", 300);
        assertNotSame(before, first(standings.models("brain"), "run-9"));

        history.forget("a");
        history.forget("b");
        assertEquals(List.of(), ids(standings.models("brain")));
        assertEquals(List.of(), standings.datasets());
    }

    @Test
    void shouldCountAScanPredictedTwiceAsOneCase() {
        history.takeOver(Map.of(
                score("p1", "a", "m", 0.5), Instant.EPOCH,
                score("p2", "a", "m", 0.7), Instant.EPOCH,
                score("p3", "b", "m", 0.9), Instant.EPOCH,
                score("p4", "c", "m", null), Instant.EPOCH));

        ModelStanding model = standings.of("brain", Alphas.PAPER).model("m").orElseThrow();

        assertEquals(0.75, model.meanDice().value().orElseThrow(), 1e-12);
        assertEquals(2, model.meanDice().defined());
        assertEquals(1, model.meanDice().undefined());
        assertEquals(3, model.cases());
        assertEquals(null, model.pt(), "without costs");
    }

    private void scored(String modelId, String scanId, int second) {
        history.takeOver(Map.of(score(scanId + "-" + modelId, scanId, modelId, 0.5), Instant.ofEpochSecond(second)));
    }

    private static ModelMeans first(Collection<ModelMeans> models, String modelId) {
        return models.stream()
                .filter(model -> model.modelId().equals(modelId))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids(Collection<ModelMeans> models) {
        return models.stream().map(ModelMeans::modelId).toList();
    }
}
