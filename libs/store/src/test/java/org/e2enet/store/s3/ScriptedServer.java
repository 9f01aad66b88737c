package org.e2enet.store.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;

/** Answers as S3 servers do on bad days, one answer after the other; the last of them for good. */
final class ScriptedServer implements AutoCloseable {
    private final HttpServer server;
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /** Gives one answer. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange call) throws IOException;
    }

    ScriptedServer(Answer... script) throws IOException {
        answers.addAll(List.of(script));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            requests.add(call.getRequestMethod() + " " + call.getRequestURI());
            call.getRequestBody().readAllBytes();
            next().to(call);
            call.close();
        });
        server.start();
    }

    private synchronized Answer next() {
        return answers.size() > 1 ? answers.remove() : answers.element();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    static Answer content(String content) {
        return call -> {
            call.getResponseHeaders().add("ETag", "\"" + content.hashCode() + "\"");
            call.getResponseHeaders().add("Last-Modified", "Sun, 29 Nov 2026 10:00:00 GMT");
            send(call, 200, content);
        };
    }

    static Answer empty(int status, String... headers) {
        return call -> {
            for (int i = 0; i < headers.length; i += 2) {
                call.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            call.sendResponseHeaders(status, -1);
        };
    }

    static Answer error(int status, String code) {
        return call -> send(
                call, status, "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>m</Message></Error>");
    }

    static Answer xml(String content) {
        return call -> send(call, 200, content);
    }

    /** Says that it sends all, and stops half way. */
    static Answer cut(String content) {
        return call -> {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().add("Last-Modified", "Sun, 29 Nov 2026 10:00:00 GMT");
            call.sendResponseHeaders(200, bytes.length);
            call.getResponseBody().write(bytes, 0, bytes.length / 2);
            call.getResponseBody().flush();
            throw new IOException("cut");
        };
    }

    /** Takes what comes and says nothing. */
    static Answer silence() {
        return call -> {
            throw new IOException("cut");
        };
    }

    private static void send(HttpExchange call, int status, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            call.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
