package org.e2enet.train;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.e2enet.catalogue.AliasChange;
import org.e2enet.contract.AuditRecorded;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.Topic;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.login.LoginsOn;
import org.e2enet.testkit.login.TestIssuer;
import org.junit.jupiter.api.Test;

/** Where people log in, the login tells who promoted and who went back, whatever the call says. */
@QuarkusTest
@WithTestResource(value = KafkaAndStore.class, initArgs = @ResourceArg(name = "audit.enabled", value = "true"))
@WithTestResource(LoginsOn.class)
class LoggedInPromotionIT extends RunningService {
    private static final String ADA = "3f0a6c52-ada";
    private static final String GRACE = "91bd07e4-grace";

    TestIssuer issuer;

    @Test
    void shouldTellWhoPromotedByTheLoginAsTheAuditTrailDoes() throws IOException {
        String first = published(1);
        String second = published(2);

        promote(ADA, "kept", "{\"modelId\": \"" + first + "\", \"reason\": \"the first\"}")
                .statusCode(200);
        promote(GRACE, "kept", "{\"modelId\": \"" + second + "\", \"by\": \"" + GRACE + "\"}")
                .statusCode(200);
        rollback(ADA, "kept", "{\"reason\": \"worse on CT\"}").statusCode(200).body("modelId", equalTo(first));
        rollback(GRACE, "kept", "").statusCode(200).body("modelId", equalTo(second));

        assertEquals(
                Set.of(
                        "promoted " + first + " by " + ADA + " because the first",
                        "promoted " + second + " by " + GRACE + " because null",
                        "rolled-back " + first + " by " + ADA + " because worse on CT",
                        "rolled-back " + second + " by " + GRACE + " because null"),
                new HashSet<>(history("kept")));
        assertEquals(
                Set.of("PUT " + ADA, "PUT " + GRACE, "POST " + ADA, "POST " + GRACE),
                recorded("/aliases/kept", 4).stream()
                        .map(record -> record.action().split(" ")[0] + " " + record.who())
                        .collect(Collectors.toSet()));
        for (JsonNode event : announced("kept", 4)) {
            Set<String> fields = new HashSet<>();
            event.fieldNames().forEachRemaining(fields::add);
            assertEquals(Set.of("alias", "modelId", "members"), fields, "the event says nobody");
        }
    }

    @Test
    void shouldRefuseWhoSaysToBeSomebodyElseAndChangeNothing() throws IOException {
        String model = published(3);
        String other = published(4);
        promote(ADA, "theirs", "{\"modelId\": \"" + model + "\"}").statusCode(200);
        promote(ADA, "theirs", "{\"modelId\": \"" + other + "\"}").statusCode(200);
        List<String> before = history("theirs");

        for (String name : List.of(ADA, "DOE JOHN", "training", "name of " + GRACE, "")) {
            String by = "\"by\": \"" + name + "\"";
            isRefused(promote(GRACE, "theirs", "{\"modelId\": \"" + model + "\", " + by + "}"));
            isRefused(rollback(GRACE, "theirs", "{" + by + ", \"reason\": \"none\"}"));
        }

        assertEquals(before, history("theirs"));
        as(GRACE).get("/aliases/theirs/history").then().body(not(containsString("DOE")));
        // One that comes after the refused ones: were there others, they would lie before it.
        promote(GRACE, "theirs", "{\"modelId\": \"" + model + "\"}").statusCode(200);
        assertEquals(
                List.of(model, other, model),
                announced("theirs", 3).stream()
                        .map(event -> event.path("modelId").asText())
                        .toList());
    }

    private static void isRefused(ValidatableResponse answer) {
        answer.statusCode(400).body("code", equalTo("EDG-117")).body(not(containsString("DOE")));
    }

    private List<String> history(String alias) throws IOException {
        String changes = as(ADA).get("/aliases/{alias}/history", alias)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return EventJson.mapper()
                .readTree(changes)
                .path("changes")
                .valueStream()
                .map(each -> EventJson.mapper().convertValue(each, AliasChange.class))
                .map(each -> each.change() + " " + each.modelId() + " by " + each.by() + " because " + each.reason())
                .sorted()
                .toList();
    }

    private List<AuditRecorded> recorded(String path, int count) {
        return probe
                .awaitCount(
                        TOPICS.name(Topic.AUDIT_RECORDED),
                        record -> new String(record.value(), StandardCharsets.UTF_8).contains(path),
                        count,
                        PATIENCE)
                .stream()
                .map(record -> EventJson.read(record.value(), AuditRecorded.class))
                .toList();
    }

    private List<JsonNode> announced(String alias, int count) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : probe.awaitCount(
                TOPICS.name(Topic.MODELS_PROMOTED), record -> alias.equals(record.key()), count, PATIENCE)) {
            events.add(EventJson.mapper().readTree(record.value()));
        }
        assertEquals(count, events.size(), events::toString);
        return events;
    }

    private String published(long seed) {
        return as(ADA).contentType("application/octet-stream")
                .body(RunsOverRestIT.checkpoint(seed))
                .post("/models?dataset=" + TrainingWorld.DATASET)
                .then()
                .statusCode(201)
                .extract()
                .path("modelId");
    }

    private ValidatableResponse promote(String subject, String alias, String meaning) {
        return as(subject)
                .contentType("application/json")
                .body(meaning)
                .put("/aliases/{alias}", alias)
                .then();
    }

    private ValidatableResponse rollback(String subject, String alias, String body) {
        return as(subject)
                .contentType("application/json")
                .body(body)
                .post("/aliases/{alias}/rollback", alias)
                .then();
    }

    private RequestSpecification as(String subject) {
        return given().header("Authorization", "Bearer " + issuer.tokenOf(subject, "scientist"));
    }
}
