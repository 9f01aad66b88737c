package org.e2enet.metrics.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.work.Lane;
import org.e2enet.history.Database;
import org.e2enet.history.Rescorings;
import org.e2enet.store.FileStore;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RescoringTest {
    @TempDir
    private Path folder;

    /** How far it is stands in the database: whatever stopped it would stop it at every start again. */
    @Test
    void shouldGoOnBehindAPredictionThatFailsInAnUnforeseenWay() {
        Catalogue catalogue = new Catalogue(new FileStore(folder));
        List.of("p1", "p2", "p3").forEach(id -> catalogue.predictions().put(prediction(id)));
        List<String> scored = new CopyOnWriteArrayList<>();
        MeterRegistry meters = new SimpleMeterRegistry();
        Lane lane = new Lane("rescoring");
        try (Database database = Database.open("jdbc:h2:mem:rescoring-" + System.nanoTime(), "e2enet", "")) {
            Rescorings rescorings = new Rescorings(database);
            Rescoring rescoring = new Rescoring(catalogue, failingAt("p2", scored), rescorings, meters, lane);

            assertEquals(3, rescoring.begin("brain"));

            Awaitility.await()
                    .atMost(Patience.LONG)
                    .until(() -> rescorings.underWay().isEmpty());
            assertEquals(List.of("p1", "p3"), scored);
            assertEquals(
                    1,
                    meters.counter("e2enet.rescoring.failed", "code", EdgeFaults.UNEXPECTED)
                            .count());
        } finally {
            lane.drain(Patience.LONG);
        }
    }

    private static Scoring failingAt(String id, List<String> scored) {
        return new Scoring(null, null, null, null, null, null, null, null) {
            @Override
            void scoreByTodaysRules(PredictionCompleted prediction) {
                if (prediction.predictionId().equals(id)) {
                    throw new IllegalStateException("unforeseen");
                }
                scored.add(prediction.predictionId());
            }
        };
    }

    private static PredictionCompleted prediction(String id) {
        return new PredictionCompleted(
                id,
                "s-" + id,
                "brain",
                "model-1",
                "best",
                new ObjectRef("store:objects/00/" + "0".repeat(62), "0".repeat(64), 1, "application/gzip"),
                new PredictionCompleted.Provenance(
                        "0".repeat(64), "0".repeat(64), "fake", Map.of(), 1, Map.of(), -1, List.of()));
    }
}
