package org.e2enet.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.e2enet.contract.ObjectRef;

/** Compares length and hash when the end is met, so that nobody takes a torn object for a whole one. Not thread safe. */
final class VerifyingInputStream extends FilterInputStream {
    private final MessageDigest digest = Sha256.digest();
    private final ObjectRef ref;
    private long bytes;
    private boolean verified;

    VerifyingInputStream(InputStream in, ObjectRef ref) {
        super(in);
        this.ref = ref;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read >= 0) {
            bytes += read;
            digest.update(target, offset, read);
            return read;
        }
        verify();
        return read;
    }

    /** Skipped bytes are read, since they belong to the hash. */
    @Override
    public long skip(long count) throws IOException {
        byte[] buffer = new byte[(int) Math.min(Math.max(count, 0), 1 << 16)];
        long skipped = 0;
        while (skipped < count) {
            int read = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
            if (read < 0) {
                break;
            }
            skipped += read;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void verify() {
        if (verified) {
            return;
        }
        if (bytes != ref.bytes()) {
            throw StoreFaults.corrupt(ref, bytes + " bytes instead of " + ref.bytes())
                    .exception();
        }
        if (!Sha256.hex(digest).equals(ref.sha256())) {
            throw StoreFaults.corrupt(ref, "other content of the same length").exception();
        }
        verified = true;
    }
}
