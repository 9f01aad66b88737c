package org.e2enet.train;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.e2enet.contract.DeadLetter;
import org.e2enet.contract.EngineChoice;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.Size3;
import org.e2enet.contract.Topic;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.network.architecture.Presets;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.TopicProbe;
import org.junit.jupiter.api.Test;

/** Requests that cannot work, over HTTP and over the topic. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class RefusedRequestsIT extends RunningService {
    @Test
    void shouldRefusePlansThatCannotWork() {
        Plan plan = TrainingWorld.request("any", 1).plan();
        Plan unknown = PlanBuilder.builder()
                .architecture("transformer")
                .inputChannels(1)
                .classes(2)
                .channels(plan.channels())
                .strides(plan.strides())
                .patch(plan.patch())
                .build();

        refused(request("unknown-architecture", unknown), "NET-102");
        refused(request("without-patch", plan.withPatch(null)), "TRA-109");
        refused(request("too-large", Presets.paper(1, 2, Size3.cube(1024), 0.8)), "SPA-304");
        refused(
                request("too-large-for-libtorch", Presets.paper(1, 2, Size3.cube(1024), 0.8))
                        .withEngine(EngineChoice.TORCH),
                "TOR-204");

        send(request("unknown-by-topic", unknown));
        send(request("too-large-by-topic", Presets.paper(1, 2, Size3.cube(1024), 0.8)));
        send(TrainingWorld.request("possible", 1));
        assertEquals("NET-102", awaitEnd("unknown-by-topic", 1).fault().code());
        assertEquals("SPA-304", awaitEnd("too-large-by-topic", 1).fault().code());
        assertEquals(TrainingProgressed.State.FINISHED, awaitEnd("possible", 1).state());
    }

    @Test
    void shouldSayThatThePatchIsNotDivisible() throws IOException {
        ObjectNode request =
                (ObjectNode) EventJson.mapper().readTree(EventJson.write(TrainingWorld.request("indivisible", 1)));
        ((ObjectNode) request.get("plan")).putArray("patch").add(8).add(16).add(18);
        byte[] json = EventJson.mapper().writeValueAsBytes(request);

        given().body(json)
                .contentType("application/json")
                .post("/trainings")
                .then()
                .statusCode(400)
                .body("code", equalTo("NET-101"))
                .body("where", equalTo("plan.patch"));
        probe.send(TOPICS.name(Topic.TRAINING_REQUESTED), "indivisible/0", json);
        ConsumerRecord<String, byte[]> letter = deadLetter("indivisible/0");
        assertEquals("NET-101", TopicProbe.header(letter, DeadLetter.REASON_CODE));
        // What './e2enet train' ends with.
        assertTrue(TopicProbe.header(letter, "dead-letter-reason").startsWith("NET-101: "), "the fault's text");
    }

    @Test
    void shouldRefuseMoreClassesThanTheDataSetHas() {
        Plan plan = TrainingWorld.request("any", 1).plan();

        refused(request("five-classes", plan.withEnds(1, 5)), "TRA-110");
        send(request("five-classes-by-topic", plan.withEnds(1, 5)));
        assertEquals("TRA-110", awaitEnd("five-classes-by-topic", 1).fault().code());
    }

    @Test
    void shouldTrainAFoldThatLacksALabelAndSayWhichOne() {
        Plan plan = TrainingWorld.request("any", 1).plan().withEnds(1, 4);
        TrainingRequested rare = TrainingWorld.of(world.rareLabels("rare", 3), request("rare-labels", plan));

        given().body(EventJson.write(rare))
                .contentType("application/json")
                .post("/trainings")
                .then()
                .statusCode(202)
                .body("absentLabels", equalTo(List.of(2, 3)));

        TrainingProgressed end = awaitEnd("rare-labels", 1);
        assertEquals(TrainingProgressed.State.FINISHED, end.state());
        assertEquals(List.of(2, 3), end.absentLabels());
        given().get("/trainings/rare-labels").then().body("[0].absentLabels", equalTo(List.of(2, 3)));
    }

    @Test
    void shouldRefuseAFoldWithNothingToLearnButTakeACaseWithoutForeground() {
        world.scanWithoutForeground("empty-1");

        refused(TrainingWorld.request("no-ball", 1, 1, List.of("empty-1"), 0.01), "TRA-106");
        send(TrainingWorld.request("some-ball", 2, 4, List.of("empty-1", TrainingWorld.SCAN), 0.01));
        assertEquals(TrainingProgressed.State.FINISHED, awaitEnd("some-ball", 1).state());
    }

    private static TrainingRequested request(String runId, Plan plan) {
        TrainingRequested request = TrainingWorld.request(runId, 1);
        return new TrainingRequested(
                runId, 0, 1, request.dataset(), request.scanIds(), List.of(), plan, request.recipe(), null);
    }
}
