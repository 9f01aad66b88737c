package org.e2enet.standalone.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.e2enet.client.IngestClient;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.standalone.fuzz.Caller.Standing;
import org.e2enet.standalone.login.LoginStack;
import org.e2enet.standalone.login.WrittenAccess;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.testkit.NiftiBytes;
import org.e2enet.testkit.login.TestTokens;

/** A running installation as the fuzz sees it: its calls, who may call, what is there, what must not be told. */
final class FuzzedStack {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient PROGRAM = HttpClient.newHttpClient();
    private static final Pattern CODE = Pattern.compile("(?m)^\\| `([A-Z]{3}-\\d{3})`");

    private final LoginStack stack;
    private final Path directory;

    /** @param directory of the installation, which no answer may name */
    FuzzedStack(LoginStack stack, Path directory) {
        this.stack = stack;
        this.directory = directory;
    }

    RestFuzz fuzz() throws Exception {
        Map<ServiceKind, JsonNode> descriptions = new LinkedHashMap<>();
        for (ServiceKind service : stack.ports().services()) {
            descriptions.put(service, description(service));
        }
        return new RestFuzz(
                stack.ports(), Operations.of(descriptions), callers(), thingsThatAreThere(), goodBodies(), rules());
    }

    private JsonNode description(ServiceKind service) throws Exception {
        return JSON.readTree(PROGRAM.send(
                        HttpRequest.newBuilder(stack.ports().address(service).resolve("/q/openapi?format=json"))
                                .header(
                                        "Authorization",
                                        "Bearer " + stack.issuer().token("viewer"))
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }

    private List<Caller> callers() {
        TestTokens.Claims claims = stack.issuer().claims("admin");
        // Good for as long as the longest run.
        Instant later = Instant.now().plusSeconds(86_400);
        List<Caller> callers = new ArrayList<>();
        for (String role : WrittenAccess.ROLES) {
            String token =
                    stack.issuer().tokens().sign(stack.issuer().claims(role).until(later));
            callers.add(new Caller(role, "Bearer " + token, Standing.GOOD));
            // Half of all requests come with a role.
            callers.add(new Caller(role, "bearer " + token, Standing.GOOD));
        }
        String guest = stack.issuer()
                .tokens()
                .sign(stack.issuer().claims("uma_authorization").until(later));
        callers.add(new Caller("guest", "Bearer " + guest, Standing.GOOD));
        callers.add(new Caller("nobody", null, Standing.NONE));
        String expired = stack.issuer().tokens().sign(claims.until(Instant.now().minusSeconds(90)));
        Map.of(
                        "expired",
                        "Bearer " + expired,
                        "unsigned",
                        "Bearer " + stack.issuer().tokens().unsigned(claims),
                        "cut",
                        "Bearer " + guest.substring(0, guest.length() / 2),
                        "no token",
                        "Bearer a.b.c",
                        "empty",
                        "Bearer ",
                        "long",
                        "Bearer " + "A".repeat(6_000),
                        "basic",
                        "Basic YWRtaW46YWRtaW4=",
                        "odd",
                        "Bearer %00 ..")
                .forEach((name, value) -> callers.add(new Caller(name, value, Standing.BAD)));
        return callers;
    }

    private List<String> thingsThatAreThere() throws Exception {
        URI ingest = stack.ports().address(ServiceKind.INGEST);
        String admin = stack.issuer().token("admin");
        IngestClient client = new IngestClient(ingest, _ -> Optional.of(admin));
        client.define(new DatasetDefinition("fuzz", List.of("MR"), Map.of(0, "background", 1, "ball")));
        Path scan = Files.write(
                directory.resolve("scan.nii"), NiftiBytes.ball(16, 1).bytes());
        String scanId = client.upload("fuzz", List.of(scan), Optional.empty()).scanId();
        return List.of("fuzz", scanId, "archive", "app.js");
    }

    /** One a line, so that each is nearly right somewhere. */
    private List<String> goodBodies() throws Exception {
        try (var in = FuzzedStack.class.getResourceAsStream("bodies.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private AnswerRules rules() throws Exception {
        Path home = Path.of("..").toAbsolutePath().normalize();
        Set<String> codes = CODE.matcher(Files.readString(home.resolve("docs/faults.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toSet());
        return new AnswerRules(
                codes,
                List.of(
                        directory.toAbsolutePath().toString(),
                        home.toString(),
                        System.getProperty("java.home"),
                        "/tmp/"),
                List.of(stack.issuer().address().toString(), stack.console()));
    }
}
