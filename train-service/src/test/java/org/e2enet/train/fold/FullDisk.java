package org.e2enet.train.fold;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.e2enet.contract.ObjectRef;
import org.e2enet.store.FileStore;
import org.e2enet.store.ObjectStore;

/** A store on a disk that takes some more bytes of each object and no byte after them. */
final class FullDisk implements ObjectStore {
    private final FileStore store;
    private final int bytes;

    FullDisk(Path root, int bytes) {
        this.store = new FileStore(root);
        this.bytes = bytes;
    }

    @Override
    public ObjectRef put(String mediaType, ContentWriter writer) {
        return store.put(mediaType, out -> writer.writeTo(new Limited(out, bytes)));
    }

    private static final class Limited extends FilterOutputStream {
        private int left;

        private Limited(OutputStream out, int bytes) {
            super(out);
            this.left = bytes;
        }

        @Override
        public void write(int value) throws IOException {
            if (left-- <= 0) {
                throw new IOException("No space left on device");
            }
            out.write(value);
        }
    }

    @Override
    public ObjectRef put(InputStream content, String mediaType, long limitBytes) {
        return store.put(content, mediaType, limitBytes);
    }

    @Override
    public InputStream open(ObjectRef ref) {
        return store.open(ref);
    }

    @Override
    public byte[] read(ObjectRef ref) {
        return store.read(ref);
    }

    @Override
    public Path localFile(ObjectRef ref) {
        return store.localFile(ref);
    }

    @Override
    public boolean contains(ObjectRef ref) {
        return store.contains(ref);
    }

    @Override
    public void remove(ObjectRef ref) {
        store.remove(ref);
    }

    @Override
    public Set<ObjectRef> removeUnless(Set<ObjectRef> refs, UnaryOperator<Set<ObjectRef>> wanted) {
        return store.removeUnless(refs, wanted);
    }
}
