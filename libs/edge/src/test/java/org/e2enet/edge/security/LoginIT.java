package org.e2enet.edge.security;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.e2enet.edge.audit.AuditTopic;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.login.LoginsOn;
import org.e2enet.testkit.login.TestIssuer;
import org.e2enet.testkit.login.TestTokens;
import org.e2enet.testkit.login.TestTokens.Claims;
import org.junit.jupiter.api.Test;

/** Who is let in where logins are on. */
@QuarkusTest
@WithTestResource(value = KafkaAndStore.class, initArgs = @ResourceArg(name = "audit.enabled", value = "true"))
@WithTestResource(LoginsOn.class)
class LoginIT {
    TestIssuer issuer;

    @Inject
    AuditTopic audit;

    @TestHTTPResource
    URI address;

    @Test
    void shouldLetEachRoleDoWhatTheListSays() {
        for (String role : new String[] {"viewer", "operator", "scientist", "admin"}) {
            String token = issuer.token(role);
            as(token).get("/tiny").then().statusCode(200);
            assertEquals(role.matches("scientist|admin") ? 200 : 403, put(token).statusCode());
            assertEquals(role.equals("viewer") ? 403 : 200, upload(token).statusCode());
        }
        problem(put(issuer.token("viewer")), 403, "SEC-103");
        problem(as(issuer.token()).get("/tiny"), 403, "SEC-103");
        problem(as(issuer.token("root", "ADMIN")).get("/tiny"), 403, "SEC-103");
    }

    @Test
    void shouldLetNobodyCallWhatNobodyWroteDown() {
        for (String path : new String[] {"/tiny/defect", "/none", "/q/dev-ui", "/tiny;a=b", "/tiny;a/defect"}) {
            problem(as(issuer.token("admin")).get(path), 403, "SEC-104");
            problem(given().get(path), 401, "SEC-101");
        }
        problem(as(issuer.token("admin")).delete("/tiny"), 403, "SEC-104");
    }

    @Test
    void shouldAskEverybodyButProbesForALogin() {
        Response answer = given().get("/tiny");
        problem(answer, 401, "SEC-101");
        assertTrue(answer.header("WWW-Authenticate").startsWith("Bearer"), answer.headers()::toString);
        problem(given().get("/letters"), 401, "SEC-101");
        problem(given().header("Accept", "text/html").get("/tiny"), 401, "SEC-101");
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200);
    }

    @Test
    void shouldTakeNoTokenThatTheIssuerDidNotMakeForUs() {
        Claims good = issuer.claims("admin");
        TestTokens own = issuer.tokens();
        as(own.sign(good)).get("/tiny").then().statusCode(200);
        Map<String, String> bad = Map.of(
                "expired", own.sign(good.until(Instant.now().minusSeconds(60))),
                "for another", own.sign(good.to("another-application")),
                "by another", own.sign(good.by("http://localhost:1/realms/e2enet")),
                "signed with another key under the same name", new TestTokens("k1").sign(good),
                "signed with an unknown key", new TestTokens("k9").sign(good),
                "not signed", own.unsigned(good),
                "signed with the public key", own.signedWithThePublicKey(good),
                "no token", "Zm9v",
                "cut short", own.sign(good).substring(0, 200),
                "with another's claims", mixed(own.sign(issuer.claims("viewer")), own.sign(good)));
        bad.forEach((why, token) -> {
            Response answer = as(token).get("/tiny");
            assertEquals(401, answer.statusCode(), why);
            problem(answer, 401, "SEC-102");
            assertEquals(401, as(token).get("/q/health").statusCode(), why);
        });
        given().header("Authorization", "Basic dTpw").get("/tiny").then().statusCode(401);
    }

    /** Header and signature of one token around the claims of another. */
    private static String mixed(String one, String other) {
        return one.split("\\.")[0] + "." + other.split("\\.")[1] + "." + one.split("\\.")[2];
    }

    @Test
    void shouldRefuseARevokedToken() {
        String token = issuer.token("viewer");
        issuer.revoke(token);
        problem(as(token).get("/tiny"), 401, "SEC-102");
    }

    @Test
    void shouldNotAskTheIssuerForEveryCall() {
        String token = issuer.token("viewer");
        as(token).get("/tiny").then().statusCode(200);
        int before = issuer.introspections();
        for (int n = 0; n < 20; n++) {
            as(token).get("/tiny").then().statusCode(200);
        }
        assertEquals(before, issuer.introspections());
    }

    /** A body announced and never sent: whoever answers has not waited for it. */
    @Test
    void shouldJudgeBeforeTheBodyIsRead() throws IOException {
        for (String header : new String[] {"", "Authorization: Bearer " + issuer.token("viewer") + "\r\n"}) {
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                socket.setSoTimeout((int) Patience.LONG.toMillis());
                socket.getOutputStream()
                        .write(("POST /tiny HTTP/1.1\r\nHost: localhost\r\n" + header
                                        + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n--b\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                try (InputStream in = socket.getInputStream()) {
                    String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
                    assertTrue(answer.startsWith(header.isEmpty() ? "HTTP/1.1 401" : "HTTP/1.1 403"), answer);
                    assertTrue(answer.contains("SEC-10"), answer);
                }
            }
        }
    }

    @Test
    void shouldBeRecordedByTheIssuersIdAndNoName() {
        put(issuer.token("admin"));

        String id = issuer.claims("admin").subject();
        await().atMost(Patience.LONG).until(() -> audit.read(0, 0, 10_000).stream()
                .map(placed -> placed.record().who())
                .anyMatch(id::equals));
        assertTrue(audit.read(0, 0, 10_000).stream()
                .noneMatch(placed -> placed.record().who().contains("name of")));
    }

    @Test
    void shouldStillJudgeHostAndOriginFirst() {
        problem(as(issuer.token("admin")).header("Host", "evil.example").get("/tiny"), 421, "EDG-101");
        problem(
                as(issuer.token("admin"))
                        .header("Origin", "http://evil.example")
                        .contentType("application/json")
                        .body("{}")
                        .put("/tiny"),
                403,
                "EDG-102");
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static Response put(String token) {
        return as(token).contentType("application/json").body("{}").put("/tiny");
    }

    private static Response upload(String token) {
        return as(token)
                .multiPart("image", "x.nii", new byte[] {1, 2, 3}, "application/octet-stream")
                .post("/tiny");
    }

    private static void problem(Response response, int status, String code) {
        response.then()
                .statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo(code))
                .body("mend", not(equalTo("")));
    }
}
