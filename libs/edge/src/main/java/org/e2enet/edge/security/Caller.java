package org.e2enet.edge.security;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Who calls. */
public final class Caller {
    private Caller() {}

    /** The access token of a session or of the call itself, with which a service behind can be called in the user's name. */
    public static Optional<String> token(RoutingContext context) {
        return identity(context).flatMap(Caller::token);
    }

    /** The user's or machine's name at the issuer; empty where nobody is asked for a login. */
    public static Optional<String> name(RoutingContext context) {
        return identity(context).map(who -> who.getPrincipal().getName());
    }

    static Optional<String> token(SecurityIdentity who) {
        return Optional.ofNullable(who.getCredential(AccessTokenCredential.class))
                .map(AccessTokenCredential::getToken);
    }

    private static Optional<SecurityIdentity> identity(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user
                        && !user.getSecurityIdentity().isAnonymous()
                ? Optional.of(user.getSecurityIdentity())
                : Optional.empty();
    }
}
