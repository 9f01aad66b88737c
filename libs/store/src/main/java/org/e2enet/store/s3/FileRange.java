package org.e2enet.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A part of a file, to be read as often as it takes. */
record FileRange(Path file, long offset, long bytes) {
    private static final int BUFFER_BYTES = 1 << 16;

    InputStream open() throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            channel.position(offset);
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
        return new Part(Channels.newInputStream(channel), bytes);
    }

    String sha256() throws IOException {
        try (InputStream in = open()) {
            return Checksum.sha256(in);
        }
    }

    private static final class Part extends InputStream {
        private final InputStream in;
        private long left;

        private Part(InputStream in, long bytes) {
            this.in = in;
            this.left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(target, start, (int) Math.min(Math.min(length, left), BUFFER_BYTES));
            left -= Math.max(read, 0);
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
