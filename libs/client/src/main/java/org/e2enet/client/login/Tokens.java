package org.e2enet.client.login;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/**
 * What an issuer gave.
 *
 * @param refresh with which newer ones are got, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Tokens(String access, String refresh, Instant expires) {
    /** Not used up to its last second: a call may take a while to begin. */
    private static final Duration RESERVE = Duration.ofSeconds(20);

    private static final long UNSAID_SECONDS = 60;

    static Tokens of(JsonNode answer, Instant now) {
        return new Tokens(
                answer.path("access_token").asText(),
                answer.hasNonNull("refresh_token") ? answer.get("refresh_token").asText() : null,
                now.plusSeconds(answer.path("expires_in").asLong(UNSAID_SECONDS)));
    }

    boolean isFresh(Instant now) {
        return now.plus(RESERVE).isBefore(expires);
    }

    @Override
    public String toString() {
        return "tokens until " + expires;
    }
}
