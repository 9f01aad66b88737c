package org.e2enet.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Counts and hashes what passes. Not thread safe. */
public final class HashingOutputStream extends FilterOutputStream {
    private final MessageDigest digest = Sha256.digest();
    private long bytes;

    public HashingOutputStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] content, int offset, int length) throws IOException {
        out.write(content, offset, length);
        digest.update(content, offset, length);
        bytes += length;
    }

    public long bytes() {
        return bytes;
    }

    /** 64 lower-case hex digits. Ends the hash; call once. */
    public String sha256() {
        return Sha256.hex(digest);
    }
}
