package org.e2enet.store.s3;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.e2enet.contract.ObjectRef;
import org.e2enet.store.HashingOutputStream;
import org.e2enet.store.StoreFaults;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Fetches an object into a file, from the beginning with every try. Not thread safe. */
final class Download implements ResponseTransformer<GetObjectResponse, Download.Fetched> {
    private static final int BUFFER_BYTES = 1 << 16;

    private final ObjectRef ref;
    private final Path file;
    private IOException diskFailure;

    /**
     * What came.
     *
     * @param etag that it has in the bucket
     * @param sha256 of it, null where it was not taken since its length is wrong
     */
    record Fetched(String etag, long bytes, String sha256) {
        /** @throws org.e2enet.faults.FaultException {@code STO-104} when it is not what its address says */
        void requireSame(ObjectRef ref) {
            if (bytes != ref.bytes()) {
                throw StoreFaults.corrupt(ref, bytes + " bytes instead of " + ref.bytes())
                        .exception();
            }
            if (!ref.sha256().equals(sha256)) {
                throw StoreFaults.corrupt(ref, "other content of the same length")
                        .exception();
            }
        }
    }

    Download(ObjectRef ref, Path file) {
        this.ref = ref;
        this.file = file;
    }

    @Override
    public Fetched transform(GetObjectResponse answer, AbortableInputStream content) {
        if (answer.contentLength() != null && answer.contentLength() != ref.bytes()) {
            content.abort();
            return new Fetched(answer.eTag(), answer.contentLength(), null);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            HashingOutputStream hashed = new HashingOutputStream(out);
            copy(content, hashed);
            return new Fetched(answer.eTag(), hashed.bytes(), hashed.sha256());
        } catch (IOException failure) {
            diskFailure = failure;
            throw new UncheckedIOException(failure);
        }
    }

    /** What breaks off on the way is worth another try; what the local disk does not take is not. */
    private void copy(AbortableInputStream content, HashingOutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        while (true) {
            int read;
            try {
                read = content.read(buffer);
            } catch (IOException broken) {
                throw RetryableException.create("the object broke off", broken);
            }
            if (read < 0) {
                break;
            }
            out.write(buffer, 0, read);
        }
        if (out.bytes() != ref.bytes()) {
            throw RetryableException.create("the object broke off");
        }
    }

    /** Why the local disk did not take it, or null when it is not the disk's fault. */
    IOException diskFailure() {
        return diskFailure;
    }
}
