package org.e2enet.infer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import org.awaitility.Awaitility;
import org.e2enet.catalogue.AliasChange;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.Topic;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.login.LoginsOn;
import org.e2enet.testkit.login.TestIssuer;
import org.junit.jupiter.api.Test;

/** Where people log in, the history of an alias tells who took it away. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
@WithTestResource(LoginsOn.class)
class LoggedInDemotionIT extends RunningInfer {
    TestIssuer issuer;

    @Inject
    Catalogue catalogue;

    @Test
    void shouldTellByTheLoginWhoTookAnAliasAway() {
        model("taken-m", 1);
        send(new ModelPromoted("taken", "taken-m"));
        world.store().publish("aliases/taken.json", EventJson.write(new ModelPromoted("taken", "taken-m")));
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> as("viewer").get("/models").then().body("alias", hasItem("taken")));

        as("viewer").delete("/models/taken").then().statusCode(403).body("code", equalTo("SEC-103"));
        as("scientist").delete("/models/taken").then().statusCode(204);

        List<AliasChange> history =
                catalogue.aliasHistory().of("taken", null, 10).items();
        assertEquals(
                List.of("demoted by " + issuer.claims("scientist").subject()),
                history.stream().map(each -> each.change() + " by " + each.by()).toList());
        probe.await(
                TOPICS.name(Topic.MODELS_PROMOTED),
                record -> record.key().equals("taken") && record.value() == null,
                PATIENCE);
    }

    private RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + issuer.token(role));
    }
}
