package org.e2enet.store.s3;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.e2enet.contract.ObjectRef;
import org.e2enet.faults.FaultException;
import org.e2enet.files.AtomicFiles;
import org.e2enet.store.HashingOutputStream;
import org.e2enet.store.ObjectAddress;
import org.e2enet.store.ObjectStore;
import org.e2enet.store.StoreFaults;

/**
 * Objects in a bucket, at {@code objects/ab/cdef…}. What is stored is spooled to the local disk first, since its address is its hash; what
 * is read is fetched whole and verified before its first byte is given away. Thread safe, over processes too.
 */
final class BucketObjects implements ObjectStore {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LOCKS = 64;

    private final Bucket bucket;
    private final CopiesFolder folder;
    private final LocalCopies copies;
    private final S3Settings.Limits limits;
    private final AtomicFiles.Sink sink;
    private final Lock[] fetching =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);

    /** @param sink how local files are opened for writing: tests let it fail as a full disk does */
    BucketObjects(
            Bucket bucket, CopiesFolder folder, LocalCopies copies, S3Settings.Limits limits, AtomicFiles.Sink sink) {
        this.bucket = bucket;
        this.folder = folder;
        this.copies = copies;
        this.limits = limits;
        this.sink = sink;
    }

    @Override
    public ObjectRef put(String mediaType, ContentWriter writer) {
        Path spool = null;
        try {
            spool = folder.fresh();
            ObjectRef ref = spool(spool, mediaType, writer);
            // Replaces an equal object, if there is one: that heals a damaged one.
            String etag = new Upload(bucket, limits.partBytes()).send(ObjectAddress.place(ref), spool, ref);
            copies.keepIfRoom(ref, spool, folder.file(ref.sha256()), etag);
            return ref;
        } catch (IOException failure) {
            throw StoreFaults.notWritten("object", failure).exception(failure);
        } finally {
            remove(spool);
        }
    }

    private ObjectRef spool(Path spool, String mediaType, ContentWriter writer) throws IOException {
        try (OutputStream out = sink.open(spool)) {
            HashingOutputStream hashed = new HashingOutputStream(new BufferedOutputStream(out, BUFFER_BYTES));
            writer.writeTo(hashed);
            hashed.flush();
            return ObjectAddress.ref(hashed.sha256(), hashed.bytes(), mediaType);
        }
    }

    @Override
    public InputStream open(ObjectRef ref) {
        try {
            return Files.newInputStream(localFile(ref));
        } catch (IOException failure) {
            throw StoreFaults.notRead(ref.uri(), failure).exception(failure);
        }
    }

    @Override
    public byte[] read(ObjectRef ref) {
        try (InputStream in = open(ref)) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw StoreFaults.notRead(ref.uri(), failure).exception(failure);
        }
    }

    /** The copy, as long as the bucket has the same object and the disk gives back what was written; else the object is fetched. */
    @Override
    public Path localFile(ObjectRef ref) {
        String place = ObjectAddress.place(ref);
        Lock lock = fetching[Math.floorMod(ref.sha256().hashCode(), LOCKS)];
        lock.lock();
        try {
            Optional<LocalCopies.Copy> copy = copies.want(ref);
            if (copy.isPresent() && isCurrent(copy.get(), place, ref)) {
                return copy.get().file();
            }
            copies.forget(ref);
            return fetched(place, ref);
        } catch (IOException failure) {
            throw StoreFaults.notRead(ref.uri(), failure).exception(failure);
        } finally {
            lock.unlock();
        }
    }

    private boolean isCurrent(LocalCopies.Copy copy, String place, ObjectRef ref) {
        Bucket.Head head = bucket.head(place).orElse(null);
        if (head == null) {
            copies.drop(ref);
            throw StoreFaults.absent(ref).exception();
        }
        try {
            // An object without an ETag is fetched anew: whether it is the same one cannot be told.
            return copy.etag() != null
                    && copy.etag().equals(head.etag())
                    && new FileRange(copy.file(), 0, copy.bytes()).sha256().equals(ref.sha256());
        } catch (IOException damaged) {
            return false;
        }
    }

    private Path fetched(String place, ObjectRef ref) throws IOException {
        copies.reserve(ref);
        Path fetched = null;
        boolean kept = false;
        try {
            Path file = folder.fresh();
            fetched = file;
            Download.Fetched content = fetch(place, ref, new Download(ref, file));
            content.requireSame(ref);
            Path copy = copies.keep(ref, fetched, folder.file(ref.sha256()), content.etag())
                    .file();
            kept = true;
            return copy;
        } finally {
            if (!kept) {
                copies.release(ref);
                remove(folder.file(ref.sha256()));
            }
            remove(fetched);
        }
    }

    private Download.Fetched fetch(String place, ObjectRef ref, Download download) {
        try {
            return bucket.get(place, ref.bytes(), download)
                    .orElseThrow(() -> StoreFaults.absent(ref).exception());
        } catch (FaultException failure) {
            if (download.diskFailure() != null) {
                throw StoreFaults.notWritten("local copies", download.diskFailure())
                        .exception(failure);
            }
            throw failure;
        }
    }

    private static void remove(Path temporary) {
        if (temporary != null) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException left) {
                // It goes when the process ends.
            }
        }
    }

    @Override
    public boolean contains(ObjectRef ref) {
        return bucket.head(ObjectAddress.place(ref)).isPresent();
    }

    @Override
    public void remove(ObjectRef ref) {
        bucket.delete(ObjectAddress.place(ref));
        copies.drop(ref);
    }

    @Override
    public Set<ObjectRef> removeUnless(Set<ObjectRef> refs, UnaryOperator<Set<ObjectRef>> wanted) {
        try (BucketAside aside = new BucketAside(bucket, limits.copyBytes())) {
            refs.forEach(aside::take);
            Set<ObjectRef> removed = aside.removeAllBut(wanted.apply(aside.refs()));
            removed.forEach(copies::drop);
            return removed;
        }
    }
}
