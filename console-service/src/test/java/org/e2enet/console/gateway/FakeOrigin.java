package org.e2enet.console.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service behind the gateway: tells what it was asked, counts what it was sent, streams events one by one. */
final class FakeOrigin implements AutoCloseable {
    /** @param bytes of the body */
    record Call(String method, String target, Headers headers, long bytes) {}

    final List<Call> calls = new CopyOnWriteArrayList<>();
    final CountDownLatch secondEvent = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    FakeOrigin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.createContext("/predictions/events", this::stream);
        server.createContext("/predictions/quiet", FakeOrigin::begin);
        server.createContext("/scores/stuck", exchange -> {});
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        long bytes = drain(exchange.getRequestBody());
        calls.add(new Call(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders(), bytes));
        exchange.getResponseHeaders().set("Location", "/scans/abc");
        exchange.getResponseHeaders().set("Link", "<" + address() + "/scores?after=x%2Fy>; rel=\"next\"");
        byte[] body = ("{\"bytes\": " + bytes + "}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Nothing happens yet. */
    private static void begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
    }

    private void stream(HttpExchange exchange) throws IOException {
        begin(exchange);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write("data: first\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            secondEvent.await();
            out.write("data: second\n\n".getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static long drain(InputStream in) throws IOException {
        byte[] part = new byte[1 << 16];
        long bytes = 0;
        for (int read = in.read(part); read >= 0; read = in.read(part)) {
            bytes += read;
        }
        return bytes;
    }

    @Override
    public void close() {
        secondEvent.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
