package org.e2enet.client.login;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A person's login from a terminal: a code that is typed in where there is a browser (RFC 8628). Not thread safe. */
public final class DeviceLogin {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    private static final long INTERVAL_SECONDS = 5;
    private static final long SLOWER_SECONDS = 5;
    private static final long LIFE_SECONDS = 600;

    private final IssuerClient issuer;
    private final String clientId;
    private final JsonNode begun;

    private DeviceLogin(IssuerClient issuer, String clientId, JsonNode begun) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.begun = begun;
    }

    public static DeviceLogin begin(URI issuerAddress, String clientId) throws InterruptedException {
        IssuerClient issuer = new IssuerClient(issuerAddress);
        IssuerClient.Answer answer =
                issuer.post("device_authorization_endpoint", Map.of("client_id", clientId, "scope", "openid"));
        if (!answer.error().isEmpty()) {
            throw LoginFaults.refused(issuerAddress, answer.error()).exception();
        }
        return new DeviceLogin(issuer, clientId, answer.json());
    }

    /** What the person types in. */
    public String code() {
        return begun.path("user_code").asText();
    }

    /** Where. */
    public String page() {
        return begun.path("verification_uri").asText();
    }

    /** The page with the code in it, the same as {@link #page} where the issuer has none. */
    public String pageWithCode() {
        return begun.path("verification_uri_complete").asText(page());
    }

    /** Waits for the person, and writes the login down. @throws org.e2enet.faults.FaultException CLI-222, CLI-223, CLI-225 */
    public void await(LoginFile file) throws InterruptedException {
        Duration pause = Duration.ofSeconds(begun.path("interval").asLong(INTERVAL_SECONDS));
        Instant end = Instant.now().plusSeconds(begun.path("expires_in").asLong(LIFE_SECONDS));
        while (Instant.now().isBefore(end)) {
            Instant asked = Instant.now();
            IssuerClient.Answer answer = issuer.post(
                    "token_endpoint",
                    Map.of(
                            "grant_type", GRANT,
                            "client_id", clientId,
                            "device_code", begun.path("device_code").asText()));
            switch (answer.error()) {
                case "" -> {
                    file.write(new LoginFile.Login(issuer.issuer(), clientId, Tokens.of(answer.json(), asked)));
                    return;
                }
                case "authorization_pending" -> {}
                case "slow_down" -> pause = pause.plusSeconds(SLOWER_SECONDS);
                case "expired_token" -> throw LoginFaults.over(issuer.issuer()).exception();
                default ->
                    throw LoginFaults.refused(issuer.issuer(), answer.error()).exception();
            }
            Thread.sleep(pause);
        }
        throw LoginFaults.over(issuer.issuer()).exception();
    }
}
