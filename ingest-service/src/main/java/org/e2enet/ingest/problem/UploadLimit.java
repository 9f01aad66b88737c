package org.e2enet.ingest.problem;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.e2enet.contract.EventJson;
import org.e2enet.faults.Fault;
import org.e2enet.ingest.config.IngestConfig;

/**
 * Answers uploads over the limit with problem JSON: before a byte is read where the request announces its length; where it does
 * not, what has arrived is looked at while it grows. (The HTTP server's own limit answers without a body, before any handler.)
 */
@Singleton
final class UploadLimit {
    private static final int TOO_LARGE = 413;
    private static final int BEFORE_ALL_OTHERS = Integer.MIN_VALUE;
    private static final long LOOK_EVERY_MS = 100;

    private final long limitBytes;

    @Inject
    UploadLimit(IngestConfig config) {
        this.limitBytes = config.uploadLimit().asLongValue();
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_ALL_OTHERS).handler(this::check);
    }

    private void check(RoutingContext context) {
        if (announcedBytes(context) > limitBytes) {
            refuse(context);
            return;
        }
        if (context.request().getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            watch(context);
        }
        context.next();
    }

    private void watch(RoutingContext context) {
        long timer = context.vertx().setPeriodic(LOOK_EVERY_MS, id -> {
            if (context.request().bytesRead() > limitBytes
                    && !context.response().ended()) {
                context.vertx().cancelTimer(id);
                refuse(context);
                context.request().connection().close();
            }
        });
        context.addEndHandler(end -> context.vertx().cancelTimer(timer));
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
