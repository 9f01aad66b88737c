package org.e2enet.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** One connection to the stream of events, as a browser reads it. Not thread safe. */
final class EventLines implements AutoCloseable {
    /** @param id that the browser would come back with */
    record Event(String id, String name, String data) {}

    private final InputStream body;
    private final BufferedReader lines;

    EventLines(ConsoleProcess console, String lastId) throws IOException {
        HttpRequest.Builder request = console.request("/api/events").header("Accept", "text/event-stream");
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        body = console.send(request, BodyHandlers.ofInputStream()).body();
        lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /** Waits for the next event; comments are passed over. */
    Event next() throws IOException {
        String id = null;
        String name = null;
        String data = null;
        while (true) {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("the stream ended");
            }
            if (line.isEmpty() && data != null) {
                return new Event(id, name, data);
            }
            int colon = line.indexOf(':');
            String value = colon < 0 ? "" : line.substring(colon + 1).strip();
            switch (colon < 0 ? line : line.substring(0, colon)) {
                case "id" -> id = value;
                case "event" -> name = value;
                case "data" -> data = value;
                default -> {
                    // A comment keeps the line.
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
