package org.e2enet.edge.security;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;
import org.e2enet.edge.rest.RequestCheck.Refusal;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Holds every request against the {@link AccessList}, after the login was looked at and before anything of the body is read, whatever
 * answers it: REST, the gateway, health, static files.
 */
@Singleton
public final class AccessPolicy implements HttpSecurityPolicy {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final Logins logins;
    private final Recheck recheck;
    private final CallLimits limits;
    private final AccessList list;

    @Inject
    AccessPolicy(
            Logins logins,
            Recheck recheck,
            CallLimits limits,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.logins = logins;
        this.recheck = recheck;
        this.limits = limits;
        this.list = AccessList.of(service);
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext context, Uni<SecurityIdentity> identity, AuthorizationRequestContext requestContext) {
        AccessLine line = list.line(context.request().method().name(), context.normalizedPath())
                .orElse(null);
        if (line != null && line.open()) {
            return CheckResult.permit();
        }
        if (!logins.areRequired()) {
            return refuseOr(limits.ofAddress(context.request()), CheckResult::permit);
        }
        return identity.chain(who -> judge(context, line, who));
    }

    /** @param line null where there is none for the call: that is told only to who is logged in */
    private Uni<CheckResult> judge(RoutingContext context, AccessLine line, SecurityIdentity who) {
        return who.isAnonymous()
                ? refuseOr(limits.ofAddress(context.request()), () -> judgeNobody(context))
                : refuseOr(limits.ofUser(who), () -> judgeUser(line, who));
    }

    private Uni<CheckResult> judgeNobody(RoutingContext context) {
        // A page is led to the issuer by the framework's challenge; a program is told.
        return logins.arePagesServed() && PageRequests.isPage(context.request())
                ? CheckResult.deny()
                : refuse(new Refused(UNAUTHORIZED, SecurityFaults.noLogin()));
    }

    private Uni<CheckResult> judgeUser(AccessLine line, SecurityIdentity who) {
        if (line == null) {
            return refuse(new Refused(FORBIDDEN, SecurityFaults.notListed()));
        }
        if (!line.allows(who.getRoles())) {
            return refuse(new Refused(FORBIDDEN, SecurityFaults.roleMissing(line)));
        }
        return recheck.stillHolds(who).chain(() -> CheckResult.permit());
    }

    private static Uni<CheckResult> refuseOr(Optional<Refusal> refusal, Supplier<Uni<CheckResult>> otherwise) {
        return refusal.map(one -> refuse(new Refused(one))).orElseGet(otherwise);
    }

    private static Uni<CheckResult> refuse(Refused refused) {
        return Uni.createFrom().failure(refused);
    }
}
