package org.e2enet.standalone.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * HTTP/1.1 to one port of this machine, without the manners of a client: bytes are sent as they are, however wrong. A connection is used
 * again where the answer allows it. Not thread safe.
 */
final class RawConnection implements AutoCloseable {
    /** A busy machine may take long; none of these calls does. */
    private static final int LONGEST_MS = 120_000;

    private static final int STREAM_MS = 1_000;

    private static final int KEPT_BYTES = 1 << 20;
    private static final int CONTINUE = 100;
    private static final int SWITCHED = 101;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final int port;
    private Socket socket;
    private InputStream in;
    private boolean used;

    RawConnection(int port) {
        this.port = port;
    }

    /**
     * Sends and reads one answer.
     *
     * @param listens whether what is asked for may keep silent
     * @param endsThere whether the request is shorter than it says, so that only its end tells the service
     * @throws SocketTimeoutException where neither an answer nor the end came
     */
    RawAnswer send(byte[] request, boolean head, boolean endsThere, boolean listens) throws IOException {
        if (socket == null) {
            open();
        }
        socket.setSoTimeout(listens ? STREAM_MS : LONGEST_MS);
        boolean reused = used;
        used = true;
        try {
            return exchange(request, head, endsThere);
        } catch (SocketTimeoutException hangs) {
            close();
            throw hangs;
        } catch (IOException ended) {
            close();
            // A connection that was at rest may have been closed by the service meanwhile.
            return reused ? sendAnew(request, head, endsThere) : RawAnswer.NONE;
        }
    }

    private RawAnswer sendAnew(byte[] request, boolean head, boolean endsThere) throws IOException {
        try {
            return exchange(request, head, endsThere);
        } catch (SocketTimeoutException hangs) {
            close();
            throw hangs;
        } catch (IOException ended) {
            close();
            return RawAnswer.NONE;
        }
    }

    private RawAnswer exchange(byte[] request, boolean head, boolean endsThere) throws IOException {
        if (socket == null) {
            open();
        }
        try {
            socket.getOutputStream().write(request);
            if (endsThere) {
                socket.shutdownOutput();
            }
        } catch (SocketException refusedBefore) {
            // The answer may lie there although not all was taken.
        }
        RawAnswer answer = read(head);
        if (endsThere || answer.header("connection").equalsIgnoreCase("close") || isEndless(answer)) {
            close();
        }
        return answer;
    }

    private void open() throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LONGEST_MS);
        in = new BufferedInputStream(socket.getInputStream());
        used = false;
    }

    private static boolean isEndless(RawAnswer answer) {
        return answer.mediaType().equals("text/event-stream");
    }

    private RawAnswer read(boolean head) throws IOException {
        int status;
        Map<String, String> headers;
        do {
            String[] first = line().split(" ", 3);
            status = Integer.parseInt(first[1]);
            headers = headers();
        } while (status == CONTINUE);
        RawAnswer start = new RawAnswer(status, headers, new byte[0]);
        boolean bare = head || status < OK || status == NO_CONTENT || status == NOT_MODIFIED || isEndless(start);
        if (status == SWITCHED) {
            close();
        }
        return bare ? start : new RawAnswer(status, headers, body(start));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] parts = line.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        return headers;
    }

    private byte[] body(RawAnswer start) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (start.header("transfer-encoding").equalsIgnoreCase("chunked")) {
            for (int length = chunk(); length > 0; length = chunk()) {
                take(length, body);
                line();
            }
            line();
        } else if (!start.header("content-length").isEmpty()) {
            take(Long.parseLong(start.header("content-length")), body);
        } else {
            take(Long.MAX_VALUE, body);
            close();
        }
        return body.toByteArray();
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private void take(long bytes, ByteArrayOutputStream kept) throws IOException {
        byte[] buffer = new byte[8192];
        for (long left = bytes; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                if (bytes == Long.MAX_VALUE) {
                    return;
                }
                throw new EOFException();
            }
            left -= read;
            if (kept.size() < KEPT_BYTES) {
                kept.write(buffer, 0, read);
            }
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
