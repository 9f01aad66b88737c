package org.e2enet.edge.security;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.OidcProviderClient;
import io.quarkus.oidc.TokenIntrospection;
import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Asks the issuer whether a token was revoked (<a href="https://www.rfc-editor.org/rfc/rfc7662">RFC 7662</a>), which its signature cannot
 * tell, and believes the answer for {@code security.recheck}. Thread safe.
 */
@Singleton
class Recheck {
    private static final Logger LOG = Logger.getLogger(Recheck.class);
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;
    private static final int MOST_REMEMBERED = 10_000;

    private final Instance<TenantConfigBean> issuers;
    private final boolean asks;
    private final Duration believed;
    private final Map<String, Long> believedUntilNanos = new ConcurrentHashMap<>();

    @Inject
    Recheck(SecurityConfig config, Instance<TenantConfigBean> issuers) {
        this.issuers = issuers;
        this.asks = config.clientSecretFile().isPresent();
        this.believed = config.recheck();
    }

    /** Fails where the issuer says no (SEC-102), or does not answer (SEC-203). */
    Uni<Void> stillHolds(SecurityIdentity who) {
        AccessTokenCredential credential = who.getCredential(AccessTokenCredential.class);
        if (!asks || credential == null) {
            return Uni.createFrom().voidItem();
        }
        String token = credential.getToken();
        Long until = believedUntilNanos.get(token);
        if (until != null && until - System.nanoTime() > 0) {
            return Uni.createFrom().voidItem();
        }
        return issuer().introspectAccessToken(token)
                .onFailure()
                .transform(this::away)
                .invoke(answer -> note(token, answer))
                .replaceWithVoid();
    }

    private OidcProviderClient issuer() {
        return issuers.get().getDefaultTenant().getOidcProviderClient();
    }

    private Throwable away(Throwable failure) {
        LOG.warnf(
                "the issuer was not asked whether a token still holds: %s",
                failure.getClass().getSimpleName());
        return new Refused(UNAVAILABLE, SecurityFaults.issuerAway());
    }

    private void note(String token, TokenIntrospection answer) {
        if (!answer.isActive()) {
            believedUntilNanos.remove(token);
            throw new Refused(UNAUTHORIZED, SecurityFaults.badLogin());
        }
        if (believedUntilNanos.size() >= MOST_REMEMBERED) {
            believedUntilNanos.clear();
        }
        believedUntilNanos.put(token, System.nanoTime() + believed.toNanos());
    }
}
