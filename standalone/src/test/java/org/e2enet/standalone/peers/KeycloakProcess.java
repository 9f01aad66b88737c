package org.e2enet.standalone.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.e2enet.ports.FreePort;

/**
 * A real Keycloak on loopback, unpacked by Maven, with the realm that {@code deploy/keycloak/create-realm.sh} makes in it; beside that realm's
 * clients one of another application, and a user for each role with the role's name. It keeps everything in memory.
 */
public final class KeycloakProcess implements AutoCloseable {
    public static final String PASSWORD = "only-for-tests";
    public static final String SECRET = "only for tests, and not shorter than thirty two";

    /** It builds itself anew at its first start. */
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private static final Path SCRIPT = Path.of("../deploy/keycloak/create-realm.sh");
    private static final List<String> CLIENTS_WITH_SECRETS = List.of("e2enet", "e2enet-machine", "e2enet-console");

    private final Path home = Path.of(System.getProperty("keycloak.home", "target/peers/keycloak"));
    private final Path log;
    private final int port = FreePort.take();
    private final KeycloakCalls calls = new KeycloakCalls(URI.create("http://localhost:" + port));
    private Process process;

    public KeycloakProcess(Path log) {
        this.log = log;
    }

    /** @param console its address, to which browsers are led back */
    public KeycloakProcess start(URI console) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--hostname=http://localhost:" + port,
                        "--db=dev-mem",
                        "--cache=local")
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
                        return calls.get("/realms/master/.well-known/openid-configuration", null)
                                .has("issuer");
                    } catch (IOException notYet) {
                        return false;
                    }
                });
        makeRealm(console);
        admin().letTestsIn();
        return this;
    }

    /** Makes the realm as an installation does, by the script that is deployed. @return what that says */
    public List<String> makeRealm(URI console) throws IOException {
        Path secrets = Files.createDirectories(log.resolveSibling("keycloak-secrets"));
        for (String client : CLIENTS_WITH_SECRETS) {
            Files.writeString(secrets.resolve(client), SECRET);
        }
        Path client = home.resolve("bin/kcadm.sh").toAbsolutePath();
        if (!client.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable: " + client);
        }
        Path said = log.resolveSibling("create-realm.log");
        ProcessBuilder script = new ProcessBuilder("bash", SCRIPT.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        String address = console.toString();
        script.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "KEYCLOAK_URL",
                        "http://localhost:" + port,
                        "KC_CLI_PASSWORD",
                        PASSWORD,
                        "KCADM",
                        client.toString(),
                        "CONSOLE_ADDRESS",
                        address.endsWith("/") ? address.substring(0, address.length() - 1) : address,
                        "SECRETS",
                        CLIENTS_WITH_SECRETS.stream()
                                .map(name -> secrets.resolve(name).toString())
                                .collect(Collectors.joining(" "))));
        try {
            int status = script.start().waitFor();
            if (status != 0) {
                throw new IOException("create-realm.sh: status " + status + ", " + Files.readString(said));
            }
            return Files.readAllLines(said);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    public URI issuer() {
        return URI.create("http://localhost:" + port + "/realms/e2enet");
    }

    /** What a user gets for the password. @param clientId an application that may ask so */
    public JsonNode login(String user, String clientId) throws IOException {
        return calls.post(
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

    /** Who may change the realm. */
    public KeycloakAdmin admin() {
        return new KeycloakAdmin(calls, PASSWORD);
    }

    @Override
    public void close() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        calls.close();
    }
}
