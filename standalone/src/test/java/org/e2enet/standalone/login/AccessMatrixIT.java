package org.e2enet.standalone.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.e2enet.client.IngestClient;
import org.e2enet.client.Pass;
import org.e2enet.client.TrainClient;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.standalone.login.WrittenAccess.Call;
import org.e2enet.standalone.prediction.SmallModels;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.testkit.NiftiBytes;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.login.TestIssuer;
import org.e2enet.testkit.login.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole installation with logins on: each call with each role, and people's and machines' ways through the console. */
class AccessMatrixIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient PROGRAM = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static TestIssuer issuer;
    private static LoginStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = LoginStack.start(directory);
        issuer = stack.issuer();
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void shouldLetEachRoleMakeTheCallsThatAreWrittenDownForIt() throws Exception {
        int asked = 0;
        for (ServiceKind service : stack.ports().services()) {
            for (Call call : WrittenAccess.of(service)) {
                assertAnswer(service, call, "nobody", Optional.empty(), call.isOpen() ? "" : "SEC-101");
                for (String role : WrittenAccess.ROLES) {
                    String expected = call.isOpen() || call.isFor(role) ? "" : "SEC-103";
                    assertAnswer(service, call, role, Optional.of(issuer.token(role)), expected);
                    asked++;
                }
                assertAnswer(
                        service,
                        call,
                        "guest",
                        Optional.of(issuer.token("guest", "uma_authorization")),
                        call.isOpen() ? "" : "SEC-103");
            }
        }
        assertTrue(asked > 500, "asked only " + asked);
    }

    /** @param refusal its code, or nothing where the call is let in, whatever becomes of it */
    private static void assertAnswer(
            ServiceKind service, Call call, String role, Optional<String> token, String refusal) throws Exception {
        HttpResponse<InputStream> answer = ask(service, call.method(), call.anyPath(), token);
        String where = role + ": " + service + " " + call.method() + " " + call.path() + " -> " + answer.statusCode();
        try (InputStream body = answer.body()) {
            if (refusal.isEmpty()) {
                assertTrue(answer.statusCode() != 401, where);
                if (answer.statusCode() == 403) {
                    assertFalse(new String(body.readAllBytes(), StandardCharsets.UTF_8).contains("SEC-"), where);
                }
            } else {
                assertEquals(refusal.equals("SEC-101") ? 401 : 403, answer.statusCode(), where);
                assertEquals(refusal, JSON.readTree(body).path("code").asText(), where);
            }
        }
    }

    @Test
    void shouldHaveALineForEveryCallThatThereIs() throws Exception {
        for (ServiceKind service : stack.ports().services()) {
            Set<String> served = served(service);
            assertTrue(served.size() > 8, () -> service + " serves only " + served);
            Set<String> written = WrittenAccess.of(service).stream()
                    .map(call -> call.method() + " " + call.path())
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> unwritten = new TreeSet<>(served);
            unwritten.removeAll(written);
            assertEquals(
                    Set.of(),
                    unwritten,
                    () -> "nobody may make these calls: add them to META-INF/access/" + service.serviceName() + ".txt");
            if (service != ServiceKind.CONSOLE) {
                written.removeAll(served);
                written.removeIf(line -> line.startsWith("GET /q/"));
                assertEquals(Set.of(), written, () -> service + " has lines for calls that there are not");
            }
        }
    }

    private static Set<String> served(ServiceKind service) throws Exception {
        Set<String> served = new HashSet<>();
        Optional<String> token = Optional.of(issuer.token("viewer"));
        HttpResponse<InputStream> answer = Awaitility.await()
                .atMost(Patience.LONG)
                .until(() -> ask(service, "GET", "/q/openapi?format=json", token), is -> is.statusCode() == 200);
        try (InputStream body = answer.body()) {
            for (Map.Entry<String, JsonNode> path :
                    JSON.readTree(body).path("paths").properties()) {
                path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> served.add(
                                method.toUpperCase() + " " + path.getKey().replaceAll("\\{[^}]*}", "*")));
            }
        }
        return served;
    }

    @Test
    void shouldTakeNoBadTokenAnywhere() throws Exception {
        TestTokens.Claims good = issuer.claims("admin");
        String revoked = issuer.token("admin");
        issuer.revoke(revoked);
        for (String bad : List.of(
                issuer.tokens().sign(good.until(Instant.now().minusSeconds(90))),
                issuer.tokens().sign(good.to("another")),
                new TestTokens("k1").sign(good),
                issuer.tokens().unsigned(good),
                issuer.tokens().signedWithThePublicKey(good),
                revoked)) {
            for (ServiceKind service : stack.ports().services()) {
                try (InputStream body =
                        ask(service, "GET", "/letters", Optional.of(bad)).body()) {
                    assertEquals("SEC-102", JSON.readTree(body).path("code").asText(), service::serviceName);
                }
            }
        }
    }

    @Test
    void shouldLogAPersonInWithABrowserAndPassTheLoginOn() throws Exception {
        issuer.user("scientist");
        CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        try (HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(Redirect.ALWAYS)
                .build()) {
            assertEquals(
                    401,
                    browser.send(script("/api/views/scans"), BodyHandlers.ofString())
                            .statusCode());

            // A program that takes any text, with a login that is none, is told; it is no page that is led on.
            HttpResponse<String> basic = browser.send(
                    HttpRequest.newBuilder(URI.create(console()))
                            .header("Accept", "text/html")
                            .header("Authorization", "Basic YWRtaW46YWRtaW4=")
                            .build(),
                    BodyHandlers.ofString());
            assertEquals(401, basic.statusCode());
            assertTrue(basic.body().contains("SEC-101"), basic::body);

            HttpResponse<String> page = browser.send(page("/"), BodyHandlers.ofString());

            assertEquals(200, page.statusCode(), page::body);
            assertEquals(console(), page.uri().resolve("/").toString());
            assertTrue(page.body().contains("<html"), page::body);
            assertTrue(
                    cookies.getCookieStore().getCookies().stream()
                            .filter(cookie -> cookie.getName().startsWith("q_session"))
                            .allMatch(cookie -> cookie.isHttpOnly()),
                    "scripts must not see the session");
            assertEquals(
                    200,
                    browser.send(script("/api/views/scans"), BodyHandlers.ofString())
                            .statusCode());
            // Through the gateway, with the session as the only credential.
            assertEquals(
                    200,
                    browser.send(script("/api/ingest/datasets"), BodyHandlers.ofString())
                            .statusCode());
            HttpResponse<String> denied = browser.send(
                    HttpRequest.newBuilder(URI.create(console() + "api/ingest/scans/x"))
                            .DELETE()
                            .build(),
                    BodyHandlers.ofString());
            assertEquals(403, denied.statusCode());
            assertTrue(denied.body().contains("SEC-103"), denied::body);
            HttpResponse<String> foreign = browser.send(
                    HttpRequest.newBuilder(URI.create(console() + "api/train/trainings"))
                            .header("Origin", "http://evil.example")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{}"))
                            .build(),
                    BodyHandlers.ofString());
            assertTrue(foreign.body().contains("EDG-102"), foreign::body);
        }
    }

    @Test
    void shouldTakeAnUploadThroughTheGatewayInTheUsersName() throws Exception {
        URI ingest = URI.create(console() + "api/ingest");
        String scientist = issuer.token("scientist");
        new IngestClient(ingest, _ -> Optional.of(scientist))
                .define(new DatasetDefinition("logins", List.of("MR"), Map.of(0, "background", 1, "ball")));
        Path scan = Files.write(
                directory.resolve("scan.nii"), NiftiBytes.ball(16, 1).bytes());
        String operator = issuer.token("operator");
        IngestClient machine = new IngestClient(ingest, (Pass) _ -> Optional.of(operator));

        IngestClient.Receipt receipt = machine.upload("logins", List.of(scan), Optional.empty());

        assertFalse(receipt.duplicate());
        assertEquals(receipt.scanId(), machine.scan(receipt.scanId()).scanId());
    }

    @Test
    void shouldKeepWhoPromotedByTheLoginOfAProgramAndOfABrowser() throws Exception {
        Pass scientist = _ -> Optional.of(issuer.token("scientist"));
        new IngestClient(URI.create(console() + "api/ingest"), scientist)
                .define(new DatasetDefinition("promotions", List.of("MR"), Map.of(0, "background", 1, "block")));
        TrainClient train = new TrainClient(stack.ports().address(ServiceKind.TRAIN), scientist);
        Path file = directory.resolve("model.safetensors");
        String first =
                train.publish("promotions", SmallModels.saveWithProbe(file, 1)).modelId();
        String second =
                train.publish("promotions", SmallModels.saveWithProbe(file, 2)).modelId();
        train.promote(new ModelPromoted("known", first), "by a program");

        issuer.user("scientist");
        try (HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .followRedirects(Redirect.ALWAYS)
                .build()) {
            browser.send(page("/"), BodyHandlers.discarding());
            HttpResponse<String> made = browser.send(
                    promotion("{\"modelId\": \"" + second + "\", \"by\": \"A. Radiologist\"}"),
                    BodyHandlers.ofString());
            assertEquals(400, made.statusCode(), made::body);
            assertEquals("EDG-117", JSON.readTree(made.body()).path("code").asText());
            HttpResponse<String> own =
                    browser.send(promotion("{\"modelId\": \"" + second + "\"}"), BodyHandlers.ofString());
            assertEquals(200, own.statusCode(), own::body);

            JsonNode changes = JSON.readTree(
                            browser.send(script("/api/train/aliases/known/history"), BodyHandlers.ofString())
                                    .body())
                    .path("changes");
            assertEquals(
                    List.of(second, first),
                    changes.valueStream()
                            .map(change -> change.path("modelId").asText())
                            .toList());
            changes.forEach(change ->
                    assertEquals(issuer.claims().subject(), change.path("by").asText()));
            assertTrue(JSON.readTree(browser.send(script("/api/views/models"), BodyHandlers.ofString())
                            .body())
                    .path("byLogin")
                    .asBoolean());
        }
    }

    private static HttpRequest promotion(String meaning) {
        return HttpRequest.newBuilder(URI.create(console() + "api/train/aliases/known"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(meaning))
                .build();
    }

    private static HttpResponse<InputStream> ask(
            ServiceKind service, String method, String path, Optional<String> token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        stack.ports().address(service).resolve(path))
                .timeout(Patience.LONG)
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
        if (!method.equals("GET")) {
            request.header("Content-Type", "application/json");
        }
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        return PROGRAM.send(request.build(), BodyHandlers.ofInputStream());
    }

    private static String console() {
        return stack.console();
    }

    private static HttpRequest page(String path) {
        return HttpRequest.newBuilder(URI.create(console()).resolve(path))
                .header("Accept", "text/html")
                .header("Sec-Fetch-Mode", "navigate")
                .build();
    }

    private static HttpRequest script(String path) {
        return HttpRequest.newBuilder(URI.create(console()).resolve(path))
                .header("Sec-Fetch-Mode", "cors")
                .build();
    }
}
