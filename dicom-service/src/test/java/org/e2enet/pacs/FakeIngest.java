package org.e2enet.pacs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.e2enet.contract.EventJson;
import org.e2enet.store.Sha256;

/** The REST surface of ingest-service as far as uploads go: scans have the id of their content. */
public final class FakeIngest implements AutoCloseable {
    private static final Pattern FIELD = Pattern.compile("name=\"([a-zA-Z]+)\"[^\r]*(?:\r\n[^\r]+)*\r\n\r\n");

    private final HttpServer server;
    private final List<Upload> uploads = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile Consumer<Upload> reception = upload -> {};

    /**
     * What came.
     *
     * @param fields texts, by name
     * @param image bytes of the scan, of its first channel
     * @param body all of it, byte by byte as ISO 8859-1
     */
    public record Upload(String scanId, String path, Map<String, String> fields, byte[] image, String body) {}

    public FakeIngest() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        server.createContext("/", this::serve);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Upload> uploads() {
        return List.copyOf(uploads);
    }

    /** What is done with each upload before it is answered. */
    public void onReception(Consumer<Upload> reception) {
        this.reception = reception;
    }

    /** The next uploads are answered as by a service whose broker is away. */
    public void fail(int times) {
        failures.set(times);
    }

    public Optional<Upload> of(byte[] image) {
        return uploads.stream()
                .filter(upload -> Arrays.equals(upload.image(), image))
                .findFirst();
    }

    private void serve(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            send(call, 503, Map.of("code", "EDG-201", "what", "w", "where", "w", "mend", "m"));
            return;
        }
        String fence = "--" + call.getRequestHeaders().getFirst("Content-Type").replaceAll(".*boundary=", "");
        String text = new String(body, StandardCharsets.ISO_8859_1);
        Map<String, String> fields = new HashMap<>();
        for (String part : text.split(Pattern.quote(fence))) {
            Matcher field = FIELD.matcher(part);
            if (field.find()) {
                fields.putIfAbsent(field.group(1), part.substring(field.end(), part.length() - 2));
            }
        }
        byte[] image = fields.remove("image").getBytes(StandardCharsets.ISO_8859_1);
        String scanId = Sha256.of(image).substring(0, 32);
        boolean known = uploads.stream().anyMatch(upload -> upload.scanId().equals(scanId));
        Upload upload = new Upload(scanId, call.getRequestURI().getPath(), fields, image, text);
        reception.accept(upload);
        uploads.add(upload);
        send(call, 202, Map.of("scanId", scanId, "dataset", "brain", "status", "received", "duplicate", known));
    }

    private static void send(HttpExchange call, int status, Object json) throws IOException {
        byte[] body = EventJson.write(json);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(status, body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
