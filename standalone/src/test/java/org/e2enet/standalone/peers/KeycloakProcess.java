package org.e2enet.standalone.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.e2enet.ports.FreePort;

/**
 * A real Keycloak on loopback, unpacked by Maven, with the realm of {@code deploy/keycloak}; beside that realm's clients one of another
 * application, and a user for each role with the role's name. It keeps everything in memory.
 */
public final class KeycloakProcess implements AutoCloseable {
    public static final String PASSWORD = "only-for-tests";
    public static final String SECRET = "only for tests, and not shorter than thirty two";

    /** It builds itself anew at its first start. */
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path REALM = Path.of("../deploy/keycloak/e2enet-realm.json");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path home = Path.of(System.getProperty("keycloak.home", "target/peers/keycloak"));
    private final Path log;
    private final int port = FreePort.take();
    private Process process;

    public KeycloakProcess(Path log) {
        this.log = log;
    }

    /** @param console its address, to which browsers are led back */
    public KeycloakProcess start(URI console) throws IOException {
        Path imports = Files.createDirectories(home.resolve("data").resolve("import"));
        Files.write(imports.resolve("e2enet-realm.json"), JSON.writeValueAsBytes(realm(console)));
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--hostname=http://localhost:" + port,
                        "--db=dev-mem",
                        "--cache=local",
                        "--import-realm")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "JAVA_OPTS_KC_HEAP",
                        "-Xms64m -Xmx512m",
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        "admin",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        PASSWORD));
        process = builder.start();
        Awaitility.await("Keycloak")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(Files.readString(log));
                    }
                    try {
                        return get("/realms/e2enet/.well-known/openid-configuration", null)
                                .has("issuer");
                    } catch (IOException notYet) {
                        return false;
                    }
                });
        return this;
    }

    private static JsonNode realm(URI console) throws IOException {
        String text = Files.readString(REALM)
                .replace("http://localhost:8080/", console.resolve("/").toString());
        ObjectNode realm = (ObjectNode) JSON.readTree(text);
        for (JsonNode described : realm.withArray("clients")) {
            ObjectNode one = (ObjectNode) described;
            if (one.path("publicClient").asBoolean()) {
                one.put("directAccessGrantsEnabled", true);
            } else {
                one.put("secret", SECRET);
            }
        }
        realm.withArray("clients")
                .addObject()
                .put("clientId", "another-application")
                .put("publicClient", true)
                .put("directAccessGrantsEnabled", true);
        ArrayNode users = realm.withArray("users");
        for (String role : List.of("viewer", "operator", "scientist", "admin")) {
            ObjectNode user = users.addObject()
                    .put("username", role)
                    .put("enabled", true)
                    .put("email", role + "@example.org")
                    .put("emailVerified", true)
                    .put("firstName", "Some")
                    .put("lastName", "Body");
            user.putArray("credentials")
                    .addObject()
                    .put("type", "password")
                    .put("value", PASSWORD)
                    .put("temporary", false);
            user.putArray("realmRoles").add(role);
        }
        return realm;
    }

    public URI issuer() {
        return URI.create("http://localhost:" + port + "/realms/e2enet");
    }

    /** What a user gets for the password. @param clientId an application that may ask so */
    public JsonNode login(String user, String clientId) throws IOException {
        return post(
                "/realms/e2enet/protocol/openid-connect/token",
                Map.of(
                        "grant_type", "password",
                        "scope", "openid",
                        "client_id", clientId,
                        "username", user,
                        "password", PASSWORD));
    }

    public String token(String user) throws IOException {
        return login(user, "e2enet-cli").path("access_token").asText();
    }

    /** Ends all sessions of a user, as an administrator does. */
    public void logOut(String user) throws IOException {
        String admin = post(
                        "/realms/master/protocol/openid-connect/token",
                        Map.of(
                                "grant_type", "password",
                                "client_id", "admin-cli",
                                "username", "admin",
                                "password", PASSWORD))
                .path("access_token")
                .asText();
        String id = get("/admin/realms/e2enet/users?exact=true&username=" + user, admin)
                .path(0)
                .path("id")
                .asText();
        send(HttpRequest.newBuilder(at("/admin/realms/e2enet/users/" + id + "/logout"))
                .header("Authorization", "Bearer " + admin)
                .POST(BodyPublishers.noBody()));
    }

    private JsonNode get(String path, String token) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request);
    }

    private JsonNode post(String path, Map<String, String> form) throws IOException {
        return send(HttpRequest.newBuilder(at(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")))));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException {
        try {
            var answer = client.send(request.timeout(Duration.ofMinutes(1)).build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    @Override
    public void close() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        client.shutdownNow();
    }
}
