package org.e2enet.edge.audit;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.AuditRecorded.Deed;
import org.e2enet.edge.security.Caller;

/**
 * Sees every call of a service, from before the door to its answer's last byte, and has those recorded that count. Refused ones too: who tried
 * is as telling as who did.
 */
@Singleton
final class AuditWatch {
    private static final int BEFORE_THE_DOOR = 1;
    private static final int OK = 200;
    private static final int REDIRECTED = 300;
    private static final int NOT_MODIFIED = 304;
    private static final int SERVERS_FAULT = 500;
    private static final int UNAVAILABLE = 503;

    private final Auditor auditor;

    @Inject
    AuditWatch(Auditor auditor) {
        this.auditor = auditor;
    }

    void register(@Observes @Priority(BEFORE_THE_DOOR) Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::watch);
    }

    private void watch(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (AuditedCalls.isAudited(request.method().name(), context.normalizedPath())) {
            Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            String from = request.remoteAddress() == null
                    ? null
                    : request.remoteAddress().hostAddress();
            context.addEndHandler(end -> {
                // Refused for want of room for its record: it was not done, and has no record.
                if (context.response().getStatusCode() != UNAVAILABLE || !auditor.isFull()) {
                    auditor.record(deed(context, at, from, end.failed()));
                }
            });
        }
        context.next();
    }

    private Deed deed(RoutingContext context, Instant at, String from, boolean brokenOff) {
        int status = context.response().getStatusCode();
        // A redirect leads to a login: nothing was done.
        boolean done = status >= OK && status < REDIRECTED || status == NOT_MODIFIED;
        List<String> about = new ArrayList<>(AuditNotes.of(context));
        String location = context.response().headers().get(HttpHeaders.LOCATION);
        if (done && location != null) {
            about.add(AuditedCalls.shown(URI.create(location).getPath(), true));
        }
        String outcome =
                brokenOff ? "broken-off" : done ? "done" : status < SERVERS_FAULT ? Auditor.REFUSED : Auditor.FAILED;
        return new Deed(
                at,
                auditor.service(),
                Caller.id(context).orElse(Auditor.ANONYMOUS),
                from,
                context.request().method().name() + " " + AuditedCalls.shown(context.normalizedPath(), done),
                about,
                outcome,
                status);
    }
}
