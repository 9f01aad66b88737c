package org.e2enet.standalone.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    @Test
    void shouldTellWhyAServiceIsNotReadyInTheWordsOfItsChecks() throws Exception {
        Readiness readiness = of(503, """
                {"status": "DOWN", "checks": [
                  {"name": "messaging", "status": "UP"},
                  {"name": "store", "status": "DOWN", "data": {"code": "STO-201", "mend": "Free space."}}]}""");

        assertTrue(readiness.answers());
        assertFalse(readiness.ready());
        assertEquals("not ready: store STO-201 Free space.", readiness.words());
    }

    @Test
    void shouldNotTakeAStrangersAnswerForReady() throws Exception {
        assertEquals("not ready: its readiness check fails", of(503, "<html>").words());
    }

    @Test
    void shouldBeReadyOn200() throws Exception {
        assertEquals("ready", of(200, "{\"status\": \"UP\", \"checks\": []}").words());
    }

    @Test
    void shouldTellSilence() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpServer gone = server(200, "");
            gone.stop(0);

            assertEquals("does not answer", Readiness.ask(client, address(gone)).words());
        }
    }

    private static Readiness of(int status, String body) throws IOException, InterruptedException {
        HttpServer server = server(status, body);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Readiness.ask(client, address(server));
        } finally {
            server.stop(0);
        }
    }

    private static URI address(HttpServer server) {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private static HttpServer server(int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }
}
