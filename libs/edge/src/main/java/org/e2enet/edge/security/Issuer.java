package org.e2enet.edge.security;

import io.quarkus.oidc.Oidc;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.OidcTenantConfigBuilder;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.OidcTenantConfig.Authentication.CookieSameSite;
import io.quarkus.oidc.runtime.OidcTenantConfig.Roles.Source;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import org.e2enet.edge.trust.Trust;

/** Sets the framework's OpenID Connect up from {@link SecurityConfig}: which tokens count, and the console's login. */
@Singleton
final class Issuer {
    static final String LOGIN_PATH = "/login";
    static final String LOGOUT_PATH = "/logout";

    /** A key that the issuer has begun to sign with is asked for at most so often. */
    private static final Duration NEW_KEYS_EVERY = Duration.ofMinutes(1);

    private final SecurityConfig config;
    private final Logins logins;
    private final Trust trust;
    private final TlsConfigurationRegistry tls;

    @Inject
    Issuer(SecurityConfig config, Logins logins, Trust trust, TlsConfigurationRegistry tls) {
        this.config = config;
        this.logins = logins;
        this.trust = trust;
        this.tls = tls;
    }

    void setUp(@Observes Oidc oidc) {
        oidc.create(
                logins.areRequired()
                        ? issuer()
                        : OidcTenantConfig.builder().disableTenant().build());
    }

    private OidcTenantConfig issuer() {
        OidcTenantConfigBuilder issuer = OidcTenantConfig.authServerUrl(
                        config.issuer().orElseThrow().toString())
                .clientId(config.clientId())
                .applicationType(logins.arePagesServed() ? ApplicationType.HYBRID : ApplicationType.SERVICE)
                .roles(Source.accesstoken, config.roleClaim())
                .token()
                .audience(config.audience())
                .forcedJwkRefreshInterval(NEW_KEYS_EVERY)
                // Signatures are checked here, by keys the issuer publishes; what it would say of other tokens is not
                // asked.
                .allowJwtIntrospection(false)
                .allowOpaqueTokenIntrospection(false)
                .refreshExpired(logins.arePagesServed())
                .end();
        config.clientSecretFile().map(Secrets::read).ifPresent(issuer::credentials);
        if (isSecure()) {
            trust.configuration().ifPresent(own -> {
                tls.register(own.getName(), own);
                issuer.tlsConfigurationName(own.getName());
            });
        }
        return logins.arePagesServed() ? withPages(issuer).build() : issuer.build();
    }

    private boolean isSecure() {
        return config.issuer()
                .map(URI::getScheme)
                .filter("https"::equalsIgnoreCase)
                .isPresent();
    }

    private OidcTenantConfigBuilder withPages(OidcTenantConfigBuilder issuer) {
        return issuer.authentication()
                .redirectPath(LOGIN_PATH)
                .restorePathAfterRedirect()
                .pkceRequired()
                .verifyAccessToken()
                .javaScriptAutoRedirect(false)
                // Sent along when the issuer leads back here; writes of foreign pages are refused at the door.
                .cookieSameSite(CookieSameSite.LAX)
                .cookieForceSecure(config.behindHttps())
                .forceRedirectHttpsScheme(config.behindHttps())
                .end()
                .logout()
                .path(LOGOUT_PATH)
                .postLogoutPath("/")
                .end();
    }
}
