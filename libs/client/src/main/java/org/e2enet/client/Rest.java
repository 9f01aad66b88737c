package org.e2enet.client;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.e2enet.contract.EventJson;
import org.e2enet.faults.FaultException;

/**
 * One service's REST surface: records in the events' JSON form. Refusals become the {@link FaultException} that the service
 * answered with; one that does not answer is CLI-203. Thread safe.
 */
final class Rest {
    static final String AUTHORIZATION = "Authorization";
    static final String BEARER = "Bearer ";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);

    /** HTTP/1.1: no upgrade to negotiate on every first call of a short-lived command. */
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    private final URI base;
    private final Duration answerTimeout;
    private final Pass pass;

    Rest(URI base, Pass pass) {
        this(base, ANSWER_TIMEOUT, pass);
    }

    Rest(URI base, Duration answerTimeout, Pass pass) {
        this.base = base;
        this.answerTimeout = answerTimeout;
        this.pass = pass;
    }

    /** Whether calls show a login. */
    boolean hasLogin() throws InterruptedException {
        return pass.bearer(base).isPresent();
    }

    <T> T get(String path, Class<T> type) throws InterruptedException {
        return one(send(request(path).GET()), type);
    }

    <T> List<T> list(String path, Class<T> type) throws InterruptedException {
        return many(send(request(path).GET()), type);
    }

    <T> T put(String path, Object body, Class<T> type) throws InterruptedException {
        return one(send(json(path).PUT(BodyPublishers.ofByteArray(EventJson.write(body)))), type);
    }

    <T> T post(String path, Object body, Class<T> type) throws InterruptedException {
        return one(send(json(path).POST(BodyPublishers.ofByteArray(EventJson.write(body)))), type);
    }

    <T> T postFile(String path, Path file, Class<T> type) throws InterruptedException {
        try {
            return one(
                    send(request(path)
                            .header("Content-Type", "application/octet-stream")
                            .POST(BodyPublishers.ofFile(file))),
                    type);
        } catch (FileNotFoundException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    /** Server-sent events. @param lastId of the event after which to go on, or null */
    EventStream events(String path, String lastId) throws InterruptedException {
        return new EventStream(HTTP, address(path), lastId, pass.bearer(base));
    }

    void delete(String path) throws InterruptedException {
        send(request(path).DELETE());
    }

    <T> T upload(String path, Multipart form, Class<T> type) throws InterruptedException {
        return one(send(request(path).header("Content-Type", form.contentType()).POST(form.body())), type);
    }

    <T> T replace(String path, Multipart form, Class<T> type) throws InterruptedException {
        return one(send(request(path).header("Content-Type", form.contentType()).PUT(form.body())), type);
    }

    /** Writes the answer to a file, which is there whole and with that content, or not at all. */
    void download(String path, Path target, String sha256) throws InterruptedException {
        Download.to(target, sha256, beside -> send(request(path).GET(), BodyHandlers.ofFile(beside), Rest::ofFile));
    }

    /** Writes the answer to a file, which is there whole or not at all. */
    void download(String path, Path target) throws InterruptedException {
        Download.to(target, null, beside -> send(request(path).GET(), BodyHandlers.ofFile(beside), Rest::ofFile));
    }

    /** A value as one segment of a path, or of a query. */
    static String segment(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address(path)).timeout(answerTimeout);
    }

    /** Below the service's address, which may have a path of its own: that of a gateway. */
    private URI address(String path) {
        String root = base.getRawPath() == null ? "" : base.getRawPath();
        return base.resolve((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path);
    }

    private HttpRequest.Builder json(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    private byte[] send(HttpRequest.Builder request) throws InterruptedException {
        return send(request, BodyHandlers.ofByteArray(), HttpResponse::body);
    }

    private <T> T send(HttpRequest.Builder request, BodyHandler<T> handler, Body<T> body) throws InterruptedException {
        pass.bearer(base).ifPresent(token -> request.header(AUTHORIZATION, BEARER + token));
        HttpRequest call = request.build();
        try {
            HttpResponse<T> answer = HTTP.send(call, handler);
            if (answer.statusCode() / 100 != 2) {
                throw Refusal.of(call, answer.statusCode(), body.bytes(answer));
            }
            return answer.body();
        } catch (IOException failure) {
            throw Refusal.noAnswer(call.uri(), failure);
        }
    }

    /** The bytes of an answer, whatever its handler made of them. */
    private interface Body<T> {
        byte[] bytes(HttpResponse<T> answer) throws IOException;
    }

    private static byte[] ofFile(HttpResponse<Path> answer) throws IOException {
        return Files.readAllBytes(answer.body());
    }

    private static <T> T one(byte[] body, Class<T> type) {
        if (type == Void.class) {
            return null;
        }
        if (body.length == 0) {
            // A server that gave up reading a slow upload ends with 200 and nothing.
            throw Refusal.empty(type).exception();
        }
        return EventJson.read(body, type);
    }

    private static <T> List<T> many(byte[] body, Class<T> type) {
        JavaType list = EventJson.mapper().getTypeFactory().constructCollectionType(List.class, type);
        try {
            JsonNode json = EventJson.mapper().readTree(body);
            return EventJson.mapper().convertValue(json, list);
        } catch (IOException | IllegalArgumentException notSuch) {
            throw Refusal.unreadable(type).exception(notSuch);
        }
    }
}
