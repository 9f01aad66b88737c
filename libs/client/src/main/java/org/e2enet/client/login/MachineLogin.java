package org.e2enet.client.login;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.e2enet.client.Pass;

/** A service account: client credentials (RFC 6749, 4.4), asked for again before they end. Thread safe. */
public final class MachineLogin implements Pass {
    private final IssuerClient issuer;
    private final String clientId;
    private final Supplier<String> secret;
    private Tokens tokens;

    /** @param secret asked for with each login, so that another one counts without a restart */
    public MachineLogin(URI issuer, String clientId, Supplier<String> secret) {
        this.issuer = new IssuerClient(issuer);
        this.clientId = clientId;
        this.secret = secret;
    }

    @Override
    public synchronized Optional<String> bearer(URI service) throws InterruptedException {
        Instant now = Instant.now();
        if (tokens == null || !tokens.isFresh(now)) {
            IssuerClient.Answer answer = issuer.post(
                    "token_endpoint",
                    Map.of("grant_type", "client_credentials", "client_id", clientId, "client_secret", secret.get()));
            if (!answer.error().isEmpty()) {
                throw LoginFaults.refused(issuer.issuer(), answer.error()).exception();
            }
            tokens = Tokens.of(answer.json(), now);
        }
        return Optional.of(tokens.access());
    }
}
