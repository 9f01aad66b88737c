package org.e2enet.edge.rest;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.e2enet.edge.EdgeFaults;

/**
 * Ends a body at its first byte too many, however fast it came: {@link Bodies} watches the connection, which notices only what takes a
 * while. Files of forms are held against the limit by who takes them.
 */
@Provider
public class BodyLimit implements ReaderInterceptor {
    /** Looked up late: interceptors are made while the application is built, before there are settings. */
    private final Instance<Bodies> bodies;

    @Inject
    BodyLimit(Instance<Bodies> bodies) {
        this.bodies = bodies;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        String type =
                context.getMediaType() == null ? null : context.getMediaType().toString();
        context.setInputStream(
                new Limited(context.getInputStream(), bodies.get().limitBytes(type)));
        return context.proceed();
    }

    /** Not thread safe. */
    private static final class Limited extends FilterInputStream {
        private final long limitBytes;
        private long readBytes;

        Limited(InputStream in, long limitBytes) {
            super(in);
            this.limitBytes = limitBytes;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int bytes) {
            readBytes += bytes;
            if (readBytes > limitBytes) {
                throw EdgeFaults.bodyTooLarge(limitBytes).exception();
            }
        }
    }
}
