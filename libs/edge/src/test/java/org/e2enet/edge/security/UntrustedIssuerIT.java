package org.e2enet.edge.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.login.LoginsOn;
import org.e2enet.testkit.login.TestIssuer;
import org.junit.jupiter.api.Test;

/** An issuer by HTTPS of an authority that nobody named. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
@WithTestResource(value = LoginsOn.class, initArgs = @ResourceArg(name = LoginsOn.AUTHORITY, value = "test.authority"))
class UntrustedIssuerIT {
    TestIssuer issuer;

    @Test
    void shouldNotBelieveAnIssuerOfAnUnknownAuthority() {
        as(issuer.token("viewer")).get("/tiny").then().statusCode(503).body("code", equalTo("SEC-203"));
        assertEquals(0, issuer.introspections());
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token);
    }
}
