package org.e2enet.imaging.formats;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lines at the start of a file, up to a bound, and where they end. */
final class HeaderText implements AutoCloseable {
    private static final long MAX_BYTES = 1 << 20;

    private final InputStream in;
    private long position;

    HeaderText(Path file) throws IOException {
        in = new BufferedInputStream(Files.newInputStream(file));
    }

    /** The next line without its end, or null at the file's end. */
    String line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(80);
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            bytes.write(next);
            if (++position > MAX_BYTES) {
                throw FormatFaults.headerLength(MAX_BYTES);
            }
            next = in.read();
        }
        position++;
        return bytes.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** Bytes up to the line that comes next. */
    long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
