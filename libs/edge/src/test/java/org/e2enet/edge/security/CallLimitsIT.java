package org.e2enet.edge.security;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.function.Supplier;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.login.LoginsOn;
import org.e2enet.testkit.login.TestIssuer;
import org.junit.jupiter.api.Test;

/** Calls of one user, and of an address without a login, are bounded; everybody else, health and figures are not held up by it. */
@QuarkusTest
@WithTestResource(
        value = KafkaAndStore.class,
        initArgs = {
            @ResourceArg(name = "edge.calls.per-user", value = "1"),
            @ResourceArg(name = "edge.calls.per-address", value = "1")
        })
@WithTestResource(LoginsOn.class)
class CallLimitsIT {
    TestIssuer issuer;

    @Test
    void shouldTellAUserWhenToCallAgain() {
        String busy = issuer.tokenOf("busy", "viewer");

        Response refused = firstRefusal(() -> as(busy));

        assertEquals("EDG-116", refused.path("code"));
        assertEquals("application/problem+json", refused.contentType());
        int seconds = Integer.parseInt(refused.header("Retry-After"));
        assertTrue(seconds >= 1 && seconds <= 60, "one a minute, so after " + seconds);
        // By another token, too: it is the user's calls that are counted.
        assertEquals(429, as(issuer.tokenOf("busy", "viewer", "admin")).statusCode());
        assertEquals(200, as(issuer.tokenOf("another", "viewer")).statusCode());
    }

    @Test
    void shouldHoldUpWhoeverTriesLoginsAndNobodyElse() {
        String expired =
                issuer.tokens().sign(issuer.claims("viewer").until(Instant.now().minusSeconds(90)));

        assertEquals("EDG-116", firstRefusal(() -> as(expired)).path("code"));
        assertEquals(429, given().get("/tiny").statusCode());
        assertEquals(200, as(issuer.tokenOf("from the same address", "viewer")).statusCode());
        for (int probe = 0; probe < 20; probe++) {
            assertEquals(200, given().get("/q/health/live").statusCode());
            assertEquals(200, given().get("/q/metrics").statusCode());
        }
    }

    /** One a minute: even a machine on which calls take seconds makes two in that time. */
    private static Response firstRefusal(Supplier<Response> call) {
        Response answer = call.get();
        for (int calls = 1; calls < 100 && answer.statusCode() != 429; calls++) {
            answer = call.get();
        }
        return answer;
    }

    private static Response as(String token) {
        return given().header("Authorization", "Bearer " + token).get("/tiny");
    }
}
