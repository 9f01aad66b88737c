package org.e2enet.edge.rest;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.e2enet.contract.EventJson;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.rest.RequestCheck.Refusal;
import org.e2enet.edge.security.CallLimits;
import org.e2enet.edge.security.LoginFailures;
import org.e2enet.edge.security.SecurityFaults;
import org.e2enet.faults.Fault;
import org.jboss.logging.Logger;

/**
 * Where every request comes in, whatever it is for: asks the {@link RequestCheck}s, watches its body, and gives what no resource
 * answered (no such path, a failure below REST) the form of all problems. Logins are looked at right behind it
 * ({@link org.e2enet.edge.security.AccessPolicy}), and what ends there is answered here. The place for an audit log.
 */
@Singleton
final class Door {
    static final int RETRY_AFTER_SECONDS = 5;
    static final int UNAVAILABLE = 503;

    private static final Logger LOG = Logger.getLogger(Door.class);
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final int UNAUTHORIZED = 401;
    private static final long CLOSE_AFTER_MS = 1_000;
    private static final Pattern METRICS = Pattern.compile("/q/+metrics/*$");
    private static final List<String> FIGURES = List.of("text/plain", "openmetrics", "*/*");
    private static final int NOT_FOUND = 404;
    private static final int FAILED = 500;

    private final List<RequestCheck> checks;
    private final Bodies bodies;
    private final CallLimits limits;

    @Inject
    Door(@Any Instance<RequestCheck> checks, Bodies bodies, CallLimits limits) {
        this.checks = checks.stream()
                .sorted(Comparator.comparingInt(RequestCheck::order))
                .toList();
        this.bodies = bodies;
        this.limits = limits;
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::enter).failureHandler(this::failed);
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1).handler(context -> {
            bodies.stopReading(context);
            context.next();
        });
        router.route().order(Integer.MAX_VALUE).handler(context -> refuse(context, refusal(NOT_FOUND)));
    }

    private void enter(RoutingContext context) {
        takeAnyForm(context);
        Optional<Refusal> refused = checks.stream()
                .flatMap(check -> check.check(context.request()).stream())
                .findFirst()
                .or(() -> bodies.admit(context));
        refused.ifPresentOrElse(refusal -> refuse(context, refusal), context::next);
    }

    /** Figures have forms of their own: who takes none of them gets text, not a refusal without words. */
    private static void takeAnyForm(RoutingContext context) {
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT);
        boolean none = accepted != null && FIGURES.stream().noneMatch(accepted::contains);
        if (none && METRICS.matcher(context.normalizedPath()).find()) {
            context.request().headers().set(HttpHeaders.ACCEPT, "text/plain");
        }
    }

    private void failed(RoutingContext context) {
        int status = context.statusCode();
        Optional<Refusal> login = LoginFailures.of(context);
        if (LoginFailures.leadsOn(context)) {
            context.response().end();
        } else if (login.isPresent()) {
            refuse(context, inPlaceOf(login.get(), context));
        } else if (status < 0) {
            LOG.errorf(context.failure(), "request failed");
            refuse(context, new Refusal(FAILED, EdgeFaults.unexpected("request")));
        } else {
            refuse(context, refusal(status));
        }
    }

    /** Whoever tries bad logins from one address is told so only so often. */
    private Refusal inPlaceOf(Refusal login, RoutingContext context) {
        return login.fault().code().equals(SecurityFaults.BAD_LOGIN)
                ? limits.ofAddress(context.request()).orElse(login)
                : login;
    }

    private static Refusal refusal(int status) {
        return new Refusal(status, EdgeFaults.badRequest(status));
    }

    /** Answers; a body that is still coming is not read to its end, so the connection closes. */
    static void refuse(RoutingContext context, Refusal refusal) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        HttpServerRequest request = context.request();
        Fault fault = refusal.fault();
        LOG.debugf("refused at the door: %s", fault.code());
        response.setStatusCode(refusal.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (refusal.status() == UNAUTHORIZED && !response.headers().contains(CHALLENGE)) {
            response.putHeader(CHALLENGE, "Bearer");
        }
        if (refusal.retryAfterSeconds() > 0) {
            response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(refusal.retryAfterSeconds()));
        }
        // Over HTTP/2 other calls share the connection, and the header is against its rules.
        if (!request.isEnded() && request.version() != HttpVersion.HTTP_2) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            context.addEndHandler(told -> closeSoon(context));
        }
        response.end(Buffer.buffer(EventJson.write(Problem.of(refusal.status(), fault))));
    }

    /** Not at once: what was sent and not read would take the answer with it. */
    private static void closeSoon(RoutingContext context) {
        context.vertx()
                .setTimer(CLOSE_AFTER_MS, id -> context.request().connection().close());
    }
}
