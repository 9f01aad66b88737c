package org.e2enet.standalone.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.e2enet.ports.FreePort;

/** The way to a server, on a port of its own, that can be cut and opened again. Thread safe. */
final class Relay implements AutoCloseable {
    /** What comes of a connection. */
    enum State {
        OPEN,
        /** Nobody listens, and what was connected is cut off. */
        AWAY,
        /** What was connected is cut off; each request is answered 503, as HTTP servers do. */
        BUSY
    }

    private static final byte[] REFUSAL =
            "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final String host;
    private final int target;
    private final int port = FreePort.take();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private ServerSocket listening;
    private Thread accepting;
    private State state;

    private Relay(String host, int target) {
        this.host = host;
        this.target = target;
    }

    static Relay to(String host, int port) {
        Relay relay = new Relay(host, port);
        relay.set(State.OPEN);
        return relay;
    }

    /** On the loopback address. */
    int port() {
        return port;
    }

    synchronized void set(State next) {
        state = next;
        try {
            if (next == State.AWAY) {
                endListening();
            } else if (listening == null) {
                beginListening();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        connections.forEach(Relay::close);
    }

    private void beginListening() throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        listening = server;
        accepting = Thread.ofVirtual().start(() -> accept(server));
    }

    /** The port is free again once nobody waits on it. */
    private void endListening() {
        if (listening == null) {
            return;
        }
        close(listening);
        listening = null;
        try {
            accepting.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized State state() {
        return state;
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException cut) {
            // By the next state.
        }
    }

    private void serve(Socket client) {
        connections.add(client);
        try (client) {
            switch (state()) {
                case OPEN -> pass(client);
                case BUSY -> refuse(client);
                case AWAY -> {
                    // It came in just before.
                }
            }
        } catch (IOException cut) {
            // Both sides see that.
        } finally {
            connections.remove(client);
        }
    }

    private static void refuse(Socket client) throws IOException {
        if (client.getInputStream().read() >= 0) {
            client.getOutputStream().write(REFUSAL);
            client.shutdownOutput();
            // What still comes is read, or the answer would be lost with it.
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    private void pass(Socket client) throws IOException {
        try (Socket server = new Socket(host, target)) {
            connections.add(server);
            if (state() != State.OPEN) {
                return;
            }
            Thread answers = Thread.ofVirtual().start(() -> copy(server, client));
            copy(client, server);
            answers.join();
            connections.remove(server);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException cut) {
            close(from);
            close(to);
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception gone) {
            // As it was to be.
        }
    }

    @Override
    public void close() {
        set(State.AWAY);
    }
}
