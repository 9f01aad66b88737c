package org.e2enet.edge.security;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.TokenIntrospection;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.e2enet.faults.Pseudonym;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who calls. */
public final class Caller {
    private Caller() {}

    /** The access token of a session or of the call itself, with which a service behind can be called in the user's name. */
    public static Optional<String> token(RoutingContext context) {
        return identity(context).flatMap(Caller::token);
    }

    /**
     * The issuer's id of the user or machine: the claim {@code sub} of the token, which says no name and stays when a name changes. Where an
     * issuer gives none, a hash of the name. Empty where nobody is asked for a login.
     */
    public static Optional<String> id(RoutingContext context) {
        return identity(context).map(who -> subject(who)
                .filter(id -> !id.isBlank())
                .orElseGet(() -> Pseudonym.of(who.getPrincipal().getName())));
    }

    private static Optional<String> subject(SecurityIdentity who) {
        if (who.getPrincipal() instanceof JsonWebToken token) {
            return Optional.ofNullable(token.getSubject());
        }
        // Of a token that only its issuer can read.
        TokenIntrospection answer = who.getAttribute(OidcUtils.INTROSPECTION_ATTRIBUTE);
        return Optional.ofNullable(answer).map(TokenIntrospection::getSubject);
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
