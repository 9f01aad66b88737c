package org.e2enet.edge.security;

import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.e2enet.edge.rest.RequestCheck.Refusal;

/** What the framework's failures of a login mean to the caller. */
public final class LoginFailures {
    private static final int REDIRECTS = 3;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    private LoginFailures() {}

    /** Whether the answer already leads a page to the issuer, or back from it. */
    public static boolean leadsOn(RoutingContext context) {
        return context.failure() instanceof AuthenticationException
                && context.response().getStatusCode() / 100 == REDIRECTS;
    }

    /** The refusal, where the failure is one of a login. */
    public static Optional<Refusal> of(RoutingContext context) {
        return Optional.ofNullable(
                switch (context.failure()) {
                    case Refused refused -> refused.refusal();
                    case AuthenticationException _ -> new Refusal(UNAUTHORIZED, SecurityFaults.badLogin());
                    case ForbiddenException _ -> new Refusal(FORBIDDEN, SecurityFaults.notListed());
                    case OIDCException _ -> new Refusal(UNAVAILABLE, SecurityFaults.issuerAway());
                    case null, default -> null;
                });
    }
}
