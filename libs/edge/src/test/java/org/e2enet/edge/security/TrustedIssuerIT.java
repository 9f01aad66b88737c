package org.e2enet.edge.security;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.login.LoginsOn;
import org.e2enet.testkit.login.TestIssuer;
import org.junit.jupiter.api.Test;

/** An issuer by HTTPS whose authority is one of a hospital's own. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
@WithTestResource(value = LoginsOn.class, initArgs = @ResourceArg(name = LoginsOn.AUTHORITY, value = "edge.trust"))
class TrustedIssuerIT {
    TestIssuer issuer;

    @Test
    void shouldReachAnIssuerOfAnAuthorityInEdgeTrust() {
        as(issuer.token("viewer")).get("/tiny").then().statusCode(200);
        assertTrue(issuer.introspections() > 0, "nobody asked whether the token holds");
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token);
    }
}
