package org.e2enet.ingest.problem;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.e2enet.events.EventJson;
import org.e2enet.faults.Fault;
import org.e2enet.ingest.config.IngestConfig;

/**
 * Answers uploads over the limit with problem JSON: before a byte is read where the request announces its length, and when the
 * HTTP server cuts it off at the same limit where it does not.
 */
@Singleton
final class UploadLimit {
    private static final int TOO_LARGE = 413;
    private static final int BEFORE_ALL_OTHERS = Integer.MIN_VALUE;

    private final long limitBytes;

    @Inject
    UploadLimit(IngestConfig config) {
        this.limitBytes = config.uploadLimit().asLongValue();
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_ALL_OTHERS).handler(this::check).failureHandler(this::afterCut);
    }

    private void check(RoutingContext context) {
        if (announcedBytes(context) > limitBytes) {
            refuse(context);
            return;
        }
        context.next();
    }

    private void afterCut(RoutingContext context) {
        if (context.statusCode() == TOO_LARGE && !context.response().ended()) {
            refuse(context);
            return;
        }
        context.next();
    }

    private void refuse(RoutingContext context) {
        Fault fault = IngestFaults.overLimit(limitBytes);
        context.response()
                .setStatusCode(TOO_LARGE)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(Buffer.buffer(EventJson.write(Problem.of(fault))));
    }

    private static long announcedBytes(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException notANumber) {
            return 0; // the HTTP server refuses it
        }
    }
}
