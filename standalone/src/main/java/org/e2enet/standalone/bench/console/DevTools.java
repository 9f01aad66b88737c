package org.e2enet.standalone.bench.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.e2enet.contract.EventJson;

/** Chromium's DevTools protocol over its WebSocket: calls and their answers; events are not listened to. Thread safe. */
final class DevTools implements AutoCloseable {
    private static final int CALL_TIMEOUT_SECONDS = 180;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();
    private final WebSocket socket;

    /** @param address as Chromium printed it */
    DevTools(URI address) {
        socket = http.newWebSocketBuilder().buildAsync(address, new Answers()).join();
    }

    /**
     * Calls a method of the protocol.
     *
     * @param session of a page, or null for the browser's own methods
     * @throws IllegalStateException when the browser refuses it or says nothing for minutes
     */
    JsonNode call(String session, String method, Map<String, ?> parameters) throws InterruptedException {
        int id = last.incrementAndGet();
        ObjectNode message = EventJson.mapper().createObjectNode();
        message.put("id", id).put("method", method).putPOJO("params", parameters);
        if (session != null) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        try {
            synchronized (socket) {
                socket.sendText(new String(EventJson.write(message), StandardCharsets.UTF_8), true)
                        .join();
            }
            JsonNode got = answer.get(CALL_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (got.has("error")) {
                throw new IllegalStateException(method + ": " + got.get("error"));
            }
            return got.path("result");
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException(method + " was not answered", failure);
        } finally {
            asked.remove(id);
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }

    /** Puts the parts of messages together. */
    private final class Answers implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
            message.append(part);
            if (isLast) {
                JsonNode whole = EventJson.read(message.toString().getBytes(StandardCharsets.UTF_8), JsonNode.class);
                message.setLength(0);
                CompletableFuture<JsonNode> waiting = asked.get(whole.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(whole);
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            asked.values().forEach(waiting -> waiting.completeExceptionally(failure));
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            onError(from, new IllegalStateException("the browser has ended"));
            return null;
        }
    }
}
