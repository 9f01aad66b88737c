package org.e2enet.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes so many bytes, then fails as a full disk does. */
public final class FullDisk extends FilterOutputStream {
    private long freeBytes;

    public FullDisk(OutputStream out, long freeBytes) {
        super(out);
        this.freeBytes = freeBytes;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        freeBytes -= length;
        if (freeBytes < 0) {
            throw new IOException("No space left on device");
        }
        out.write(bytes, offset, length);
    }
}
