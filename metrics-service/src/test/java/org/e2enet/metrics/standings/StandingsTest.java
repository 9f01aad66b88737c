package org.e2enet.metrics.standings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.metrics.config.MetricsConfig;
import org.e2enet.metrics.storage.ScoreArchive;
import org.e2enet.store.FileStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingsTest {
    @TempDir
    private Path directory;

    private Catalogue catalogue;
    private ScoreArchive archive;
    private Standings standings;

    @BeforeEach
    void open() {
        catalogue = new Catalogue(new FileStore(directory));
        archive = new ScoreArchive(catalogue);
        MetricsConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(MetricsConfig.class)
                .build()
                .getConfigMapping(MetricsConfig.class);
        standings = new Standings(archive, catalogue, config);
    }

    @Test
    void shouldShowModelsByTheTimeOfTheirLastScoreNotByTheirNames() throws IOException {
        scored("run-9", "a", 100);
        scored("run-10", "a", 200);
        scored("run-11", "a", 50);
        scored("run-11", "b", 300);
        archive.refresh();

        assertEquals(List.of("run-10", "run-11"), ids(standings.lastScored("brain", 2)));
        assertEquals(List.of("run-9", "run-10", "run-11"), ids(standings.lastScored("brain", 20)));
    }

    @Test
    void shouldDrawADatasetAnewOnlyWhenItsScoresChange() throws IOException {
        scored("run-9", "a", 100);
        archive.refresh();
        List<ModelCases> before = standings.cases("brain");
        archive.refresh();
        assertSame(before, standings.cases("brain"));

        scored("run-10", "a", 200);
        archive.refresh();
        assertNotSame(before, standings.cases("brain"));
        assertEquals(List.of("run-10", "run-9"), ids(standings.cases("brain")));
    }

    private void scored(String modelId, String scanId, int second) throws IOException {
        String predictionId = scanId + "-" + modelId;
        catalogue
                .scores()
                .put(new ScoresComputed(
                        predictionId,
                        scanId,
                        modelId,
                        "brain",
                        "absent-in-both-undefined",
                        "surfel",
                        "surfel-weighted",
                        List.of(),
                        null,
                        null,
                        0,
                        0.1));
        Files.setLastModifiedTime(
                directory.resolve("documents/scores/" + predictionId + ".json"),
                FileTime.from(Instant.ofEpochSecond(second)));
    }

    private static List<String> ids(List<ModelCases> models) {
        return models.stream().map(ModelCases::modelId).toList();
    }
}
