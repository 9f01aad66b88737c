package org.e2enet.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Hands a stream on, up to a limit. */
final class LimitedCopy {
    private static final int BUFFER_BYTES = 1 << 16;

    private LimitedCopy() {}

    /** @throws org.e2enet.faults.FaultException {@code STO-101} when there is more than the limit */
    static void of(InputStream content, OutputStream out, long limitBytes) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            bytes += read;
            if (bytes > limitBytes) {
                throw StoreFaults.overLimit(limitBytes).exception();
            }
            out.write(buffer, 0, read);
        }
    }
}
