package org.e2enet.edge.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.e2enet.edge.EdgeConfig;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom the time of an upload is counted against: the caller as long as bytes are missing, nobody after. */
class UploadPaceTest {
    private static final Duration OVER = Duration.ofSeconds(2);
    private static final String HEAD =
            "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b\r\n";

    private final Vertx vertx = Vertx.vertx();
    private int port;

    @BeforeEach
    void serve() {
        EdgeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(EdgeConfig.class)
                .build()
                .getConfigMapping(EdgeConfig.class);
        Bodies bodies = new Bodies(config, OVER);
        Router router = Router.router(vertx);
        router.route().handler(context -> bodies.admit(context)
                .ifPresentOrElse(refusal -> Door.refuse(context, refusal), () -> work(context)));
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        port = server.listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    /** Like the reader of a form: takes what has come but not the end, and answers after more than two looks at the pace. */
    private void work(RoutingContext context) {
        context.request().handler(part -> context.request().pause());
        vertx.setTimer(5 * OVER.toMillis() / 2, id -> {
            if (!context.response().ended()) {
                context.response().end("worked");
            }
        });
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldNotHurryACallerWhoseAnnouncedBodyIsThere() throws IOException {
        assertEquals("200", status("Content-Length: 4\r\n\r\nbody"));
    }

    @Test
    void shouldNotHurryACallerWhoseBodyInChunksIsThere() throws IOException {
        assertEquals("200", status("Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n"));
    }

    @Test
    void shouldEndABodyThatStalls() throws IOException {
        assertEquals("408", status("Content-Length: 1000\r\n\r\nbody"));
        assertEquals("408", status("Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n"));
    }

    private String status(String rest) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout((int) Patience.LONG.toMillis());
            socket.getOutputStream().write((HEAD + rest).getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.split(" ")[1];
        }
    }
}
