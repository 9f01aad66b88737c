package org.e2enet.console.pages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * The pages beside recorded answers, with the headers of the console: what a browser test needs without a service. Answers are by method and
 * path, with its query where that matters, each may be replaced; {@code *} at a path's end stands for the rest.
 */
final class StubOrigin implements AutoCloseable {
    /** An answer of one call. */
    record Answer(int status, String type, byte[] body) {
        static Answer json(String body) {
            return new Answer(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
        }

        static Answer problem(int status, String code, String what) {
            String body =
                    "{\"status\": %d, \"code\": \"%s\", \"what\": \"%s\", \"where\": \"here\", \"mend\": \"Mend it.\"}"
                            .formatted(status, code, what);
            return new Answer(status, "application/problem+json", body.getBytes(StandardCharsets.UTF_8));
        }

        static Answer volume(byte[] file) {
            return new Answer(200, "application/gzip", file);
        }
    }

    /** A call that came. */
    record Call(String method, String path, String query, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");
    private static final List<String> HEADERS =
            List.of("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy");

    private final HttpServer server;
    private final Properties settings = new Properties();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<OutputStream> listeners = new CopyOnWriteArrayList<>();
    private final List<String> resumedFrom = new CopyOnWriteArrayList<>();
    private volatile UnaryOperator<String> rewrite = UnaryOperator.identity();
    private volatile boolean eventsAway;

    StubOrigin() {
        try (InputStream properties = resource("/application.properties")) {
            settings.load(properties);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** With every recorded answer. */
    static StubOrigin recorded() {
        StubOrigin stub = new StubOrigin();
        Map.ofEntries(
                        Map.entry("/api/views/scans", "scans.json"),
                        Map.entry("/api/views/scans/*", "scan.json"),
                        Map.entry("/api/views/models", "models.json"),
                        Map.entry("/api/views/runs", "runs.json"),
                        Map.entry("/api/views/runs/*", "run.json"),
                        Map.entry("/api/views/operations", "operations.json"),
                        Map.entry("/letters", "letters.json"),
                        Map.entry("/api/metrics/models", "tables.json"),
                        Map.entry("/api/metrics/datasets/*", "compare.json"),
                        Map.entry("/api/ingest/datasets", "datasets.json"),
                        Map.entry("/api/ingest/datasets/*", "dataset.json"),
                        Map.entry("/api/infer/aliases", "aliases.json"))
                .forEach((path, file) ->
                        stub.answer("GET " + path, new Answer(200, "application/json", recording(file))));
        stub.answer("GET /api/infer/predictions/*", Answer.volume(recording("segmentation.nii.gz")));
        stub.answer(
                "GET /api/infer/predictions/97ca513874ec67a6972fd80d2cba21ad/maps/uncertainty",
                Answer.volume(recording("uncertainty.nii.gz")));
        stub.answer("GET /api/ingest/scans/*", Answer.volume(Samples.image()));
        stub.answer("GET /api/ingest/scans/" + Samples.SCAN + "/labels", Answer.volume(Samples.labels()));
        return stub;
    }

    static byte[] recording(String file) {
        return bytes("/recorded/" + file);
    }

    private static byte[] bytes(String name) {
        try (InputStream found = resource(name)) {
            return found.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream found = StubOrigin.class.getResourceAsStream(name);
        if (found == null) {
            throw new IOException("no resource " + name);
        }
        return found;
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void answer(String call, Answer answer) {
        answers.put(call, answer);
    }

    /** Every JSON answer from now on is changed by this. */
    void rewriting(UnaryOperator<String> change) {
        rewrite = change;
    }

    List<Call> calls(String method, String pathPart) {
        return calls.stream()
                .filter(call -> call.method().equals(method) && call.path().contains(pathPart))
                .toList();
    }

    /** To everybody who listens. */
    void tell(String id, String event, String data) {
        String record = "id: %s\nevent: %s\ndata: %s\n\n".formatted(id, event, data);
        listeners.forEach(listener -> write(listener, record));
    }

    int listeners() {
        return listeners.size();
    }

    /** The ids that browsers came back with; empty where they had none. */
    List<String> resumedFrom() {
        return resumedFrom;
    }

    /** Ends every stream; while {@code away}, new ones are answered 502. */
    void cutEvents(boolean away) {
        eventsAway = away;
        listeners.forEach(listener -> {
            listeners.remove(listener);
            try {
                listener.close();
            } catch (IOException gone) {
                // It went by itself.
            }
        });
    }

    private void write(OutputStream listener, String text) {
        try {
            listener.write(text.getBytes(StandardCharsets.UTF_8));
            listener.flush();
        } catch (IOException gone) {
            listeners.remove(listener);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        for (String header : HEADERS) {
            exchange.getResponseHeaders()
                    .set(header, settings.getProperty("quarkus.http.header.\"" + header + "\".value"));
        }
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        calls.add(new Call(
                exchange.getRequestMethod(), path, exchange.getRequestURI().getQuery(), body));
        if (path.equals("/api/events")) {
            listen(exchange);
            return;
        }
        Answer asked = answers.get(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        Answer answer = asked != null ? asked : find(exchange.getRequestMethod(), path);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        byte[] sent = answer.type().endsWith("json")
                ? rewrite.apply(new String(answer.body(), StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8)
                : answer.body();
        exchange.sendResponseHeaders(answer.status(), sent.length == 0 ? -1 : sent.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(sent);
        }
    }

    private void listen(HttpExchange exchange) throws IOException {
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        resumedFrom.add(last == null ? "" : last);
        if (eventsAway) {
            exchange.sendResponseHeaders(502, -1);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        write(out, "retry: 200\n\n");
        listeners.add(out);
    }

    private Answer find(String method, String path) {
        Answer exact = answers.get(method + " " + path);
        if (exact != null) {
            return exact;
        }
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            Answer wide = answers.get(method + " " + path.substring(0, slash) + "/*");
            if (wide != null) {
                return wide;
            }
        }
        String file = "/META-INF/resources" + (path.equals("/") ? "/index.html" : path);
        String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        boolean isPage = type != null && StubOrigin.class.getResource(file) != null;
        return isPage && method.equals("GET")
                ? new Answer(200, type, bytes(file))
                : Answer.problem(404, "CON-101", "there is no such path");
    }

    @Override
    public void close() {
        cutEvents(true);
        server.stop(0);
    }
}
