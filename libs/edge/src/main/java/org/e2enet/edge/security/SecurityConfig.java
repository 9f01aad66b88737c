package org.e2enet.edge.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Who is let in. A wrong value or an unknown key below {@code security.} stops the start. */
@ConfigMapping(prefix = "security")
public interface SecurityConfig {
    enum Mode {
        /** Whoever reaches the service may do everything. */
        OFF,
        /** Tokens of {@code security.issuer}, and the roles in them. */
        OIDC
    }

    /** By default {@link Mode#OIDC} where there is an issuer, else {@link Mode#OFF} on loopback; anywhere else it must be said. */
    Optional<Mode> mode();

    /** The OpenID provider's address, such as {@code https://login.example.org/realms/e2enet}. */
    Optional<URI> issuer();

    /** What tokens must be meant for (claim {@code aud}). */
    @WithDefault("e2enet")
    String audience();

    /** By which the issuer knows this installation: the console's login, and questions whether a token still holds. */
    @WithDefault("e2enet")
    String clientId();

    /** File whose first line is that client's secret. */
    Optional<Path> clientSecretFile();

    /** Where tokens name roles; claims within claims with a slash between. */
    @WithDefault("realm_access/roles")
    String roleClaim();

    /** How long the issuer's word is believed that a token was not revoked; asked only with a client secret. */
    @WithDefault("30s")
    Duration recheck();

    /** Whether people reach the service by HTTPS through a proxy: cookies and addresses of redirects say so then. */
    @WithDefault("false")
    boolean behindHttps();

    /** With which this service calls others by itself. */
    Account account();

    interface Account {
        Optional<String> clientId();

        /** File whose first line is the account's secret. */
        Optional<Path> clientSecretFile();
    }
}
