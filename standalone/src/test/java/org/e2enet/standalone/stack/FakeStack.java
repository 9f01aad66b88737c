package org.e2enet.standalone.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.e2enet.contract.EventJson;

/** A stack that is up on a data folder, and whose services answer what they are told to. */
public final class FakeStack implements AutoCloseable {
    private final Map<ServiceKind, HttpServer> servers = new EnumMap<>(ServiceKind.class);
    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();

    /** Answers refusals of ours to all calls that were not told of. */
    public FakeStack(Path data) {
        for (ServiceKind kind : ServiceKind.values()) {
            servers.put(kind, server());
        }
        DataFolder folder = new DataFolder(data);
        try {
            Files.createDirectories(folder.root());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        StackPorts ports = new StackPorts(
                port(ServiceKind.INFER),
                port(ServiceKind.INGEST),
                port(ServiceKind.TRAIN),
                port(ServiceKind.INFER),
                port(ServiceKind.METRICS),
                port(ServiceKind.DICOM),
                port(ServiceKind.CONSOLE));
        List<StackState.Running> services = new ArrayList<>();
        for (ServiceKind kind : ServiceKind.values()) {
            services.add(StackState.Running.of(kind.serviceName(), ProcessHandle.current()));
        }
        new StackState(ports, StackState.Running.of("launcher", ProcessHandle.current()), services).write(folder);
    }

    /** Lets a path answer a record in the events' JSON form. */
    public FakeStack answer(String path, Object record) {
        return answer(path, EventJson.write(record));
    }

    public FakeStack answer(String path, byte[] body) {
        answers.put(path, body);
        return this;
    }

    /** Where a service answers. */
    public URI address(ServiceKind kind) {
        return URI.create("http://localhost:" + port(kind));
    }

    private HttpServer server() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            server.start();
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] body = answers.get(exchange.getRequestURI().toString());
        byte[] sent = body != null
                ? body
                : "{\"code\": \"FAK-404\", \"what\": \"not there\", \"where\": \"fake\", \"mend\": \"Tell it.\"}"
                        .getBytes();
        exchange.sendResponseHeaders(body == null ? 404 : 200, sent.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(sent);
        }
    }

    private int port(ServiceKind kind) {
        return servers.get(kind).getAddress().getPort();
    }

    @Override
    public void close() {
        servers.values().forEach(server -> server.stop(0));
    }
}
