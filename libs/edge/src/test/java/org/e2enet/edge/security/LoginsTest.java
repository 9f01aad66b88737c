package org.e2enet.edge.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginsTest {
    private static final String ISSUER = "https://login.example.org/realms/e2enet";

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.0.0.2", "::1"})
    void shouldAskNobodyOnLoopback(String host) {
        assertFalse(required(Map.of(), host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "no-such-name.invalid"})
    void shouldRefuseToListenElsewhereUnsaid(String host) {
        assertEquals("SEC-201", refusal(Map.of(), host));
        assertFalse(required(Map.of("security.mode", "off"), host));
        assertTrue(required(Map.of("security.issuer", ISSUER), host));
    }

    @Test
    void shouldTakeAnIssuerForTheWishToAskForLogins() {
        assertTrue(required(Map.of("security.issuer", ISSUER), "localhost"));
        assertTrue(required(Map.of("security.mode", "oidc", "security.issuer", ISSUER), "localhost"));
        assertFalse(required(Map.of("security.mode", "off", "security.issuer", ISSUER), "localhost"));
        assertEquals("SEC-202", refusal(Map.of("security.mode", "oidc"), "localhost"));
    }

    private static boolean required(Map<String, String> settings, String host) {
        SecurityConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(SecurityConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(SecurityConfig.class);
        return Logins.areRequired(config, host);
    }

    private static String refusal(Map<String, String> settings, String host) {
        return assertThrows(FaultException.class, () -> required(settings, host))
                .fault()
                .code();
    }
}
