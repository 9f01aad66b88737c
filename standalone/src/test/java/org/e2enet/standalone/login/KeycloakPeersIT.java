package org.e2enet.standalone.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.e2enet.client.IngestClient;
import org.e2enet.client.Pass;
import org.e2enet.client.login.DeviceLogin;
import org.e2enet.client.login.LoginFile;
import org.e2enet.client.login.MachineLogin;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.peers.KeycloakProcess;
import org.e2enet.standalone.stack.DataFolder;
import org.e2enet.standalone.stack.LocalStack;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackPorts;
import org.e2enet.testkit.NiftiBytes;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins of people and machines at a real Keycloak with the realm that is deployed. */
@Tag("peers")
class KeycloakPeersIT {
    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
    private static final HttpClient PROGRAM = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static KeycloakProcess keycloak;
    private static LocalStack stack;

    @BeforeAll
    static void start() throws Exception {
        System.setProperty(
                "e2enet.home", Path.of("..").toAbsolutePath().normalize().toString());
        StackPorts ports = StackPorts.of(0, 0);
        keycloak = new KeycloakProcess(directory.resolve("keycloak.log")).start(ports.address(ServiceKind.CONSOLE));
        Path secret = Files.writeString(directory.resolve("secret"), KeycloakProcess.SECRET);
        stack = LocalStack.start(
                new DataFolder(directory.resolve("data")),
                ports,
                Map.of(
                        "SECURITY_ISSUER", keycloak.issuer().toString(),
                        "SECURITY_CLIENT_SECRET_FILE", secret.toString(),
                        "SECURITY_RECHECK", "1s",
                        "SECURITY_ACCOUNT_CLIENT_ID", "e2enet-machine",
                        "SECURITY_ACCOUNT_CLIENT_SECRET_FILE", secret.toString()),
                Console.of(true));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
        if (keycloak != null) {
            keycloak.close();
        }
    }

    @Test
    void shouldReadTheRolesOfPeople() throws Exception {
        for (String role : WrittenAccess.ROLES) {
            String token = keycloak.token(role);
            assertEquals(200, status("GET", "/datasets", token));
            assertEquals(role.equals("admin") ? 204 : 403, status("DELETE", "/scans/none", token), role);
        }
    }

    @Test
    void shouldLeaveARealmThatIsThereAsItIs() throws Exception {
        List<String> said = keycloak.makeRealm(URI.create("http://other.example"));

        assertEquals("the realm e2enet is there: nothing to do", said.getLast());
    }

    @Test
    void shouldTakeNoTokenForSomethingElse() throws Exception {
        JsonNode login = keycloak.login("admin", "another-application");
        assertEquals(401, status("GET", "/datasets", login.path("access_token").asText()));
        JsonNode ours = keycloak.login("admin", "e2enet-cli");
        assertEquals(401, status("GET", "/datasets", ours.path("id_token").asText()));
        assertEquals(401, status("GET", "/datasets", ours.path("refresh_token").asText()));
        String token = ours.path("access_token").asText();
        String other = token.substring(0, token.length() - 6) + (token.endsWith("AAAAAA") ? "BBBBBB" : "AAAAAA");
        assertEquals(401, status("GET", "/datasets", other));
    }

    @Test
    void shouldRefuseAPersonWhoseSessionsWereEnded() throws Exception {
        String token = keycloak.token("operator");
        assertEquals(200, status("GET", "/datasets", token));

        keycloak.admin().logOut("operator");

        Awaitility.await().atMost(Patience.LONG).until(() -> status("GET", "/datasets", token) == 401);
    }

    @Test
    void shouldLetAMachineUploadThroughTheGateway() throws Exception {
        URI ingest = stack.ports().address(ServiceKind.CONSOLE).resolve("/api/ingest");
        String scientist = keycloak.token("scientist");
        new IngestClient(ingest, _ -> Optional.of(scientist))
                .define(new DatasetDefinition("logins", List.of("MR"), Map.of(0, "background", 1, "ball")));
        Pass machine = new MachineLogin(keycloak.issuer(), "e2enet-machine", () -> KeycloakProcess.SECRET);
        Path scan = Files.write(
                directory.resolve("scan.nii"), NiftiBytes.ball(16, 1).bytes());

        assertFalse(new IngestClient(ingest, machine)
                .upload("logins", List.of(scan), Optional.empty())
                .duplicate());
    }

    @Test
    void shouldLogAPersonInWithABrowser() throws Exception {
        try (HttpClient browser = browser()) {
            URI console = stack.ports().address(ServiceKind.CONSOLE).resolve("/");
            HttpResponse<String> asked = browser.send(page(console), BodyHandlers.ofString());
            assertTrue(asked.uri().toString().startsWith(keycloak.issuer().toString()), asked.uri()::toString);

            HttpResponse<String> back = signIn(browser, asked, "scientist");

            assertEquals(console, back.uri().resolve("/"));
            assertEquals(200, back.statusCode());
            HttpRequest script = HttpRequest.newBuilder(console.resolve("/api/ingest/datasets"))
                    .header("Sec-Fetch-Mode", "cors")
                    .build();
            assertEquals(200, browser.send(script, BodyHandlers.ofString()).statusCode());

            browser.send(page(console.resolve("/logout")), BodyHandlers.ofString());
            assertEquals(401, browser.send(script, BodyHandlers.ofString()).statusCode());
        }
    }

    @Test
    void shouldLogAPersonInFromATerminal() throws Exception {
        LoginFile file = new LoginFile(directory.resolve("config").resolve("login.json"));
        DeviceLogin login = DeviceLogin.begin(keycloak.issuer(), "e2enet-cli");
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try {
                login.await(file);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        try (HttpClient browser = browser()) {
            HttpResponse<String> asked = browser.send(page(URI.create(login.pageWithCode())), BodyHandlers.ofString());
            HttpResponse<String> consent = signIn(browser, asked, "viewer");
            browser.send(form(consent, "accept=Yes"), BodyHandlers.ofString());
        }
        waiting.get(Patience.LONG.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())));
        URI ingest = stack.ports().address(ServiceKind.INGEST);
        assertTrue(new IngestClient(ingest, file).datasets().size() <= 1);
        assertEquals("SEC-103", refusal(() -> new IngestClient(ingest, file).delete("none")));
        assertTrue(file.end());
        assertEquals("SEC-101", refusal(() -> new IngestClient(ingest, file).datasets()));
    }

    private interface Call {
        void run() throws InterruptedException;
    }

    private static String refusal(Call call) throws InterruptedException {
        try {
            call.run();
            return "none";
        } catch (FaultException refused) {
            return refused.fault().code();
        }
    }

    private static HttpClient browser() {
        return HttpClient.newBuilder()
                .cookieHandler(new BrowserCookies())
                .followRedirects(Redirect.ALWAYS)
                .build();
    }

    private static HttpResponse<String> signIn(HttpClient browser, HttpResponse<String> asked, String user)
            throws IOException, InterruptedException {
        return browser.send(
                form(asked, "username=" + user + "&password=" + KeycloakProcess.PASSWORD), BodyHandlers.ofString());
    }

    /** Fills the form of a page in. */
    private static HttpRequest form(HttpResponse<String> page, String fields) {
        Matcher form = FORM.matcher(page.body());
        assertTrue(form.find(), page::body);
        return HttpRequest.newBuilder(page.uri().resolve(form.group(1).replace("&amp;", "&")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .POST(BodyPublishers.ofString(fields))
                .build();
    }

    private static HttpRequest page(URI address) {
        return HttpRequest.newBuilder(address).header("Accept", "text/html").build();
    }

    private static int status(String method, String path, String token) throws IOException, InterruptedException {
        return PROGRAM.send(
                        HttpRequest.newBuilder(stack.ports()
                                        .address(ServiceKind.INGEST)
                                        .resolve(path))
                                .header("Authorization", "Bearer " + token)
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }
}
