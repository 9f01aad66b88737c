package org.e2enet.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events of one connection, in order. One that breaks off ends; who wants to go on opens another with the last id it saw.
 *
 * <p>The form: <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML Living Standard, 9.2</a>.
 */
public final class EventStream implements AutoCloseable {
    /** @param id null where the event has none */
    public record Event(String id, String data) {}

    private static final Event END = new Event(null, null);

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<HttpResponse<Void>> exchange;
    private boolean over;

    /** @param lastId of the event after which to go on, or null @param bearer what lets it in */
    EventStream(HttpClient http, URI address, String lastId, Optional<String> bearer) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Accept", "text/event-stream")
                .GET();
        bearer.ifPresent(token -> request.header(Rest.AUTHORIZATION, Rest.BEARER + token));
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        exchange = http.sendAsync(
                request.build(),
                answer -> answer.statusCode() == 200
                        ? BodyHandlers.fromLineSubscriber(new Lines()).apply(answer)
                        : HttpResponse.BodySubscribers.replacing(null));
        exchange.whenComplete((answer, failure) -> events.add(END));
    }

    /** The next event; empty when none comes in time, or {@link #isOver}. */
    public Optional<Event> next(Duration patience) throws InterruptedException {
        if (over) {
            return Optional.empty();
        }
        Event event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        over = event == END;
        return over ? Optional.empty() : Optional.ofNullable(event);
    }

    /** Whether the connection broke off, and all that came before was taken. */
    public boolean isOver() {
        return over;
    }

    @Override
    public void close() {
        exchange.cancel(true);
    }

    /** Lines to events. */
    private final class Lines implements Flow.Subscriber<String> {
        private final StringBuilder data = new StringBuilder();
        private String id;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    events.add(new Event(id, data.toString()));
                    data.setLength(0);
                }
                return;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            if (value.startsWith(" ")) {
                value = value.substring(1);
            }
            switch (field) {
                case "id" -> id = value;
                case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
                default -> {
                    // Comments keep the connection; the event's name is known.
                }
            }
        }

        @Override
        public void onError(Throwable broken) {
            events.add(END);
        }

        @Override
        public void onComplete() {
            events.add(END);
        }
    }
}
