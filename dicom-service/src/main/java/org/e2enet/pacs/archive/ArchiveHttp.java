package org.e2enet.pacs.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.e2enet.contract.EventJson;

/**
 * Calls of one archive. Every call ends: within its limit, headers and body together. What an archive answers beside its status is
 * never told on, since it may name patients. Thread safe.
 */
final class ArchiveHttp {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final long JSON_LIMIT_BYTES = 256L << 20;

    /** HTTP/1.1 without upgrade: what archives speak. */
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();

    private final String archive;
    private final URI root;
    private final Optional<String> authorization;
    private final Duration answerLimit;
    private final Duration transferLimit;

    /** @param authorization value of the header, if the archive wants one */
    ArchiveHttp(
            String archive, URI root, Optional<String> authorization, Duration answerLimit, Duration transferLimit) {
        this.archive = archive;
        this.root = URI.create(root.toString().replaceAll("/+$", "") + "/");
        this.authorization = authorization;
        this.answerLimit = answerLimit;
        this.transferLimit = transferLimit;
    }

    String archive() {
        return archive;
    }

    /** @param path below the root, without a slash before it */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private URI address(String path) {
        try {
            return root.resolve(path);
        } catch (IllegalArgumentException none) {
            // Not passed on as cause: it quotes the identifiers.
            throw ArchiveFaults.odd(archive, "an identifier that can stand in no address")
                    .exception();
        }
    }

    /** JSON, or empty where there is nothing: 404, 410, or an answer without a body. */
    Optional<JsonNode> json(String path, String accept) {
        return json(request(path).header("Accept", accept).GET(), answerLimit);
    }

    Optional<JsonNode> post(String path, Object body) {
        BodyPublisher json = BodyPublishers.ofByteArray(EventJson.write(body));
        return json(request(path).header("Content-Type", "application/json").POST(json), answerLimit);
    }

    Optional<JsonNode> postText(String path, String body) {
        return json(
                request(path).header("Content-Type", "text/plain").POST(BodyPublishers.ofString(body)), answerLimit);
    }

    private Optional<JsonNode> json(HttpRequest.Builder request, Duration limit) {
        HttpResponse<byte[]> answer =
                send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), JSON_LIMIT_BYTES), limit);
        if (answer.statusCode() == NOT_FOUND || answer.statusCode() == GONE) {
            return Optional.empty();
        }
        requireSuccess(answer);
        return tree(answer.body());
    }

    Optional<JsonNode> tree(byte[] body) {
        try {
            return body.length == 0
                    ? Optional.empty()
                    : Optional.of(EventJson.mapper().readTree(body));
        } catch (IOException notJson) {
            throw ArchiveFaults.odd(archive, "no JSON").exception();
        }
    }

    /** Whatever the status; for large bodies. */
    <T> HttpResponse<T> transfer(HttpRequest.Builder request, BodyHandler<T> handler) {
        return send(request, handler, transferLimit);
    }

    /** @throws org.e2enet.faults.FaultException DCM-410, DCM-411, DCM-414 */
    void requireSuccess(HttpResponse<?> answer) {
        int status = answer.statusCode();
        if (status == 401 || status == 403) {
            throw ArchiveFaults.denied(archive, status).exception();
        }
        if (status >= 500) {
            throw ArchiveFaults.failed(archive, status).exception();
        }
        if (status / 100 != 2) {
            throw ArchiveFaults.odd(archive, "HTTP " + status).exception();
        }
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler, Duration limit) {
        CompletableFuture<HttpResponse<T>> answer = HTTP.sendAsync(request.build(), handler);
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw ArchiveFaults.silent(archive, limit.toSeconds()).exception();
        } catch (ExecutionException failure) {
            // Not passed on as cause: it may quote the address, which has identifiers in it.
            throw ArchiveFaults.away(archive).exception();
        } catch (InterruptedException ending) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while an archive answered");
        }
    }
}
