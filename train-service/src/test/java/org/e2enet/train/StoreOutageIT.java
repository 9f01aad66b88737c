package org.e2enet.train;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.Topic;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.TrainingStart;
import org.e2enet.testkit.KafkaAndStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The store takes nothing more while a fold is under way. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class StoreOutageIT extends RunningService {
    private static final int EPOCHS = 15;

    private final Path writes = Path.of(setting("store.directory"), "tmp");
    private final Path away = Path.of(setting("store.directory"), "tmp.away");

    @Inject
    WatchedStore store;

    @AfterEach
    void unwatch() {
        store.beforeEachCall(() -> {});
    }

    @Test
    void shouldWaitForTheStoreAndGoOnFromItsLastState() throws IOException {
        send(TrainingWorld.request("start", 1));
        checkpoints("start", 1);
        send(tuning("calm"));
        checkpoints("calm", 1);

        // In the middle of the fold, however fast it is beside this test.
        AtomicBoolean taken = new AtomicBoolean();
        store.beforeEachCall(() -> {
            if (epoch("outage") >= 6 && taken.compareAndSet(false, true)) {
                takeAway();
            }
        });
        send(tuning("outage"));
        try {
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/health/ready")
                    .then()
                    .statusCode(503)
                    .body("checks.find { it.name == 'work' }.data.'train.fold'", equalTo("STO-201")));
            given().get("/q/health/live").then().statusCode(200);
        } finally {
            Files.delete(writes);
            Files.move(away, writes);
        }
        assertEquals(TrainingProgressed.State.FINISHED, awaitEnd("outage", 1).state(), "waited for, and never failed");
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        given().get("/trainings/outage").then().body("[0].state", equalTo("FINISHED"));
        List<Integer> starts = probe.records(TOPICS.name(Topic.MASKS_EVOLVED)).stream()
                .filter(record -> "outage".equals(record.key()))
                .map(record -> EventJson.read(record.value(), MasksEvolved.class))
                .filter(event -> event.tensors().isEmpty())
                .map(MasksEvolved::iteration)
                .toList();
        assertTrue(starts.size() >= 2, "tried again: " + starts);
        assertTrue(starts.getLast() >= 20, "goes on from its last state, not from the start model: " + starts);
        assertEquals(
                checkpoints("calm", 1).getFirst().weights(),
                checkpoints("outage", 1).getFirst().weights());
    }

    private static TrainingRequested tuning(String runId) {
        TrainingRequested request = TrainingWorld.request(runId, EPOCHS);
        return new TrainingRequested(
                runId,
                0,
                1,
                request.dataset(),
                request.scanIds(),
                List.of(),
                request.plan(),
                request.recipe(),
                null,
                new TrainingStart("start-fold0", TrainingStart.Topology.EVOLVING));
    }

    private void takeAway() {
        try {
            Files.move(writes, away);
            Files.createFile(writes); // a missing folder would be made again
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The last that the fold has told of. */
    private int epoch(String runId) {
        return new Catalogue(world.store())
                .runs()
                .find(runId, 0)
                .map(fold -> fold.progress().epoch())
                .orElse(0);
    }
}
