package org.e2enet.train.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.e2enet.events.ObjectRef;
import org.e2enet.store.ObjectStore;

/** Puts what a writer writes into the store. */
public final class StoredStream {
    /** Writes one object. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private StoredStream() {}

    public static ObjectRef put(ObjectStore objects, Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(bytes);
        return objects.put(bytes.toByteArray(), "application/safetensors");
    }
}
