package org.e2enet.standalone.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {
    private static final int BODY_BYTES = 1 << 20;

    private HttpServer server;
    private Relay relay;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            try (exchange) {
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        relay = Relay.to("127.0.0.1", server.getAddress().getPort());
    }

    @AfterEach
    void end() {
        relay.close();
        server.stop(0);
    }

    @Test
    void shouldLetAllThroughButWhileItIsCut() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertEquals(200, status(client));

            relay.set(Relay.State.BUSY);
            assertEquals(503, status(client));

            relay.set(Relay.State.AWAY);
            assertThrows(IOException.class, () -> status(client));

            relay.set(Relay.State.OPEN);
            assertEquals(200, status(client));
        }
    }

    private int status(HttpClient client) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + relay.port() + "/"))
                                .POST(BodyPublishers.ofByteArray(new byte[BODY_BYTES]))
                                .version(HttpClient.Version.HTTP_1_1)
                                .build(),
                        BodyHandlers.ofByteArray())
                .statusCode();
    }
}
