package org.e2enet.edge.rest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.e2enet.edge.EdgeConfig;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.rest.RequestCheck.Refusal;

/**
 * How much a request may bring: a megabyte, or an upload up to its own limit; and how many uploads at once, how fast. A body that
 * announces its length is judged before a byte is read, any other while it comes, over HTTP/1.1 and HTTP/2 alike. Uploads take
 * workers while they come; bounding them leaves the other workers to reads and health. Thread-safe.
 */
@Singleton
final class Bodies {
    private static final int BAD_REQUEST = 400;
    private static final int TIMED_OUT = 408;
    private static final int TOO_LARGE = 413;
    private static final int UNAVAILABLE = 503;
    private static final long LOOK_EVERY_MS = 50;
    private static final Duration PACE_OVER = Duration.ofSeconds(10);

    /** A request that was read to its very end still counts as under way while nothing more is asked of it. */
    private static final long END_AND_ONE_MORE = 2;

    /** Read by Quarkus' REST layer, which ends a body beyond it whatever the door sees. */
    private static final String FRAMEWORK_LIMIT = "io.quarkus.max-request-size";

    private final long jsonLimitBytes;
    private final long uploadLimitBytes;
    private final long leastBytesPerSecond;
    private final int uploadsAtOnce;
    private final Duration paceOver;
    private final AtomicInteger uploads = new AtomicInteger();

    @Inject
    Bodies(EdgeConfig config) {
        this(config, PACE_OVER);
    }

    /** @param paceOver the time over which the pace of an upload is looked at; shorter in tests */
    Bodies(EdgeConfig config, Duration paceOver) {
        this.jsonLimitBytes = config.jsonLimit().asLongValue();
        this.uploadLimitBytes = config.uploadLimit().asLongValue();
        this.leastBytesPerSecond = config.leastUploadRate().asLongValue();
        this.uploadsAtOnce = config.uploadsAtOnce();
        this.paceOver = paceOver;
    }

    /** Judges what is announced, and watches the rest of the body. */
    Optional<Refusal> admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return Optional.of(new Refusal(BAD_REQUEST, EdgeFaults.badRequest(BAD_REQUEST)));
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        boolean upload = isUpload(type);
        long limitBytes = limitBytes(type);
        Refusal tooLarge = new Refusal(TOO_LARGE, EdgeFaults.bodyTooLarge(limitBytes));
        if (announcedBytes(length) > limitBytes) {
            return Optional.of(tooLarge);
        }
        if (upload && !enter(context)) {
            return Optional.of(new Refusal(UNAVAILABLE, EdgeFaults.tooManyUploads(uploadsAtOnce)));
        }
        if (!request.isEnded() && length == null) {
            watchSize(context, limitBytes, tooLarge);
        }
        if (!request.isEnded() && upload) {
            watchPace(context, announcedBytes(length));
        }
        return Optional.empty();
    }

    /** Of a body of this content type. */
    long limitBytes(String contentType) {
        return isUpload(contentType) ? uploadLimitBytes : jsonLimitBytes;
    }

    /**
     * The framework's reader stops at twice the limit whatever happens, with an answer that says nothing: {@link BodyLimit} and whoever
     * takes files tell the limit itself. Must run after the framework has set its one limit for all kinds.
     */
    void stopReading(RoutingContext context) {
        context.put(FRAMEWORK_LIMIT, 2 * limitBytes(context.request().getHeader(HttpHeaders.CONTENT_TYPE)));
    }

    private boolean enter(RoutingContext context) {
        if (uploads.incrementAndGet() > uploadsAtOnce) {
            uploads.decrementAndGet();
            return false;
        }
        context.addEndHandler(end -> uploads.decrementAndGet());
        return true;
    }

    private static void watchSize(RoutingContext context, long limitBytes, Refusal tooLarge) {
        long timer = context.vertx().setPeriodic(LOOK_EVERY_MS, id -> {
            if (context.request().bytesRead() > limitBytes) {
                end(context, id, tooLarge);
            }
        });
        context.addEndHandler(end -> context.vertx().cancelTimer(timer));
    }

    private void watchPace(RoutingContext context, long announcedBytes) {
        long leastBytes = leastBytesPerSecond * paceOver.toSeconds();
        HttpServerRequest request = context.request();
        long[] readBefore = {0};
        long timer = context.vertx().setPeriodic(paceOver.toMillis(), id -> {
            long read = request.bytesRead();
            boolean slow = read - readBefore[0] < leastBytes;
            readBefore[0] = read;
            if (!slow) {
                return;
            }
            if (announcedBytes > 0 && read >= announcedBytes) {
                context.vertx().cancelTimer(id);
                return;
            }
            askForTheEnd(
                    context, () -> end(context, id, new Refusal(TIMED_OUT, EdgeFaults.tooSlow(leastBytesPerSecond))));
        });
        context.addEndHandler(end -> context.vertx().cancelTimer(timer));
    }

    /**
     * A form's reader stops behind the last part, so that its body counts as under way as long as it is worked on, however soon the
     * whole of it was there. Only one whose end does not lie ready is the caller's to hurry.
     */
    private static void askForTheEnd(RoutingContext context, Runnable otherwise) {
        HttpServerRequest request = context.request();
        if (!request.isEnded()) {
            request.fetch(END_AND_ONE_MORE);
        }
        context.vertx().runOnContext(next -> {
            if (!request.isEnded()) {
                otherwise.run();
            }
        });
    }

    /** Answers, and ends the request so that whoever reads its body stops. */
    private static void end(RoutingContext context, long timer, Refusal refusal) {
        context.vertx().cancelTimer(timer);
        if (!context.response().ended()) {
            Door.refuse(context, refusal);
            context.request().connection().close();
        }
    }

    private static boolean isUpload(String type) {
        String kind = type == null ? "" : type.toLowerCase(Locale.ROOT);
        // A form with files, or one file by itself: a checkpoint.
        return kind.startsWith("multipart/") || kind.startsWith("application/octet-stream");
    }

    private static long announcedBytes(String length) {
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException notANumber) {
            return 0; // the HTTP server refuses it
        }
    }
}
