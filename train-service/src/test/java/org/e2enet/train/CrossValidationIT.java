package org.e2enet.train;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.FoldDocument;
import org.e2enet.catalogue.Runs;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.PostProcessing;
import org.e2enet.contract.Topic;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.testkit.KafkaAndStore;
import org.junit.jupiter.api.Test;

/** Folds that come together: the running service on a real broker. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class CrossValidationIT extends RunningService {
    @Test
    void shouldDecideOnPostProcessingWhenTheLastFoldEnds() throws IOException {
        world.scanWithCrumb("crumb-1");
        world.scanWithCrumb("crumb-2");
        TrainingRequested first = TrainingWorld.fold("crossed", 0, "crumb-1");

        send(first);
        awaitEnd("crossed", 1);
        assertNull(models("crossed", 1).getFirst().postProcessing(), "one fold of two decides nothing");

        TrainingRequested second = TrainingWorld.fold("crossed", 1, "crumb-2");
        send(second);
        awaitEnd("crossed", 2);

        // Each model as it was trained, then with its reference, then both with the decision.
        List<CheckpointPublished> published = models("crossed", 6);
        assertEquals(
                List.of(
                        "crossed-fold0",
                        "crossed-fold0",
                        "crossed-fold1",
                        "crossed-fold1",
                        "crossed-fold0",
                        "crossed-fold1"),
                published.stream().map(CheckpointPublished::modelId).toList());
        PostProcessing largestOnly = new PostProcessing(true, List.of());
        for (CheckpointPublished model : published.subList(4, 6)) {
            assertEquals(largestOnly, model.postProcessing());
            assertNotNull(model.reference(), "a decision keeps what is usual");
            assertEquals(model, document("models/" + model.modelId(), CheckpointPublished.class));
            JsonNode trial = document("validations/crossed/" + model.fold(), JsonNode.class)
                    .at("/scans/0/trial/classes/0");
            assertTrue(trial.get("plain").asDouble() < trial.get("ofForeground").asDouble(), trial::toString);
            assertTrue(model.scores().get("crossValidationDice") > 0.8, model.scores()::toString);
        }

        // A record that comes again changes nothing.
        send(first);
        awaitEnd("crossed", 3);
        assertEquals(published.get(4), models("crossed", 7).getLast());

        // Nor does one that comes again because the service died after the decision and before the fold's end.
        forgetEnd("crossed", 1);
        send(second);
        awaitEnd("crossed", 4);
        CheckpointPublished one = published.get(4);
        CheckpointPublished other = published.get(5);
        assertEquals(List.of(other, one, other), models("crossed", 10).subList(7, 10));

        // Each fold for itself until the decision, from then on both together.
        ModelPromoted together =
                new ModelPromoted("ball", "crossed-ensemble", List.of("crossed-fold0", "crossed-fold1"));
        List<ModelPromoted> promotions = promotions("crossed");
        assertEquals(
                List.of(new ModelPromoted("ball", "crossed-fold0"), new ModelPromoted("ball", "crossed-fold1")),
                promotions.subList(0, 2));
        assertEquals(Set.of(together), Set.copyOf(promotions.subList(2, promotions.size())));
    }

    @Test
    void shouldFailTheFoldWhoseValidationCannotBeReadAloneAndKeepItsModel() {
        world.scanWithoutReadableLabels("torn-1");
        world.scanWithCrumb("crumb-3");

        send(TrainingWorld.fold("torn", 0, "torn-1"));
        send(TrainingWorld.fold("torn", 1, "crumb-3"));
        awaitEnd("torn", 2);

        given().get("/trainings/torn")
                .then()
                .body("fold", equalTo(List.of(0, 1)))
                .body("state", equalTo(List.of("FAILED", "FINISHED")))
                .body("[0].fault.code", equalTo("IMG-115"))
                .body("[1].fault", nullValue());
        assertEquals("torn-fold0", models("torn", 2).getFirst().modelId());
    }

    private List<ModelPromoted> promotions(String runId) {
        return probe.records(TOPICS.name(Topic.MODELS_PROMOTED)).stream()
                .map(record -> EventJson.read(record.value(), ModelPromoted.class))
                .filter(promotion -> promotion.modelId().startsWith(runId + "-"))
                .toList();
    }

    private void forgetEnd(String runId, int fold) {
        Runs runs = new Catalogue(world.store()).runs();
        FoldDocument ended = runs.find(runId, fold).orElseThrow();
        runs.put(ended.with(ended.progress().in(TrainingProgressed.State.RUNNING, null)));
    }

    private <T> T document(String name, Class<T> type) {
        return EventJson.read(world.store().find(name + ".json").orElseThrow(), type);
    }

    private List<CheckpointPublished> models(String runId, int count) {
        return probe
                .awaitCount(
                        TOPICS.name(Topic.CHECKPOINTS_PUBLISHED),
                        record -> record.key().matches(runId + "-fold[0-9]+"),
                        count,
                        PATIENCE)
                .stream()
                .map(record -> EventJson.read(record.value(), CheckpointPublished.class))
                .toList();
    }
}
