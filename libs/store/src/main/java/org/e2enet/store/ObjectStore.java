package org.e2enet.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.e2enet.contract.ObjectRef;
import org.e2enet.faults.FaultException;

/**
 * Content-addressed objects: volumes, weights, segmentations. An object never changes; its address is the SHA-256 of its
 * content, so storing the same content twice stores it once. Thread safe, over processes too.
 *
 * <p>Errors are {@link org.e2enet.faults.FaultException}s with a code from {@link StoreFaults}.
 */
public interface ObjectStore {
    /**
     * Room of the store.
     *
     * @param totalBytes used and free
     * @param freeBytes for whoever runs the services
     */
    record Space(long totalBytes, long freeBytes) {}

    /** Writes an object's content; does not close the stream. */
    @FunctionalInterface
    interface ContentWriter {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Stores the content of a stream, reading it once and holding none of it in memory. Either the whole object is in
     * the store afterwards, surviving a power cut, or nothing of it is.
     *
     * @param limitBytes longest content that is taken; past it {@code STO-101}
     */
    default ObjectRef put(InputStream content, String mediaType, long limitBytes) {
        return put(mediaType, out -> LimitedCopy.of(content, out, limitBytes));
    }

    /** Stores what a writer writes, as whole or as not at all; nothing of it is held in memory. */
    ObjectRef put(String mediaType, ContentWriter writer);

    /** Stores a small object. */
    default ObjectRef put(byte[] content, String mediaType) {
        return put(new ByteArrayInputStream(content), mediaType, content.length);
    }

    /**
     * Streams an object. The content is verified on the way: the read that meets its end throws {@code STO-104} if length
     * or hash differ. The caller closes the stream.
     */
    InputStream open(ObjectRef ref);

    /** The whole of an object, verified before it is returned; for objects that fit in memory. */
    byte[] read(ObjectRef ref);

    /** A local file with the object's content, verified; the caller must neither change nor delete it. */
    Path localFile(ObjectRef ref);

    /** Whether the object is there (its content is not verified). */
    boolean contains(ObjectRef ref);

    /**
     * As {@link #localFile}; empty when the object is not there or damaged. For whoever can do without it, or must not give away a
     * byte of what is damaged.
     */
    default Optional<Path> intactFile(ObjectRef ref) {
        try {
            return Optional.of(localFile(ref));
        } catch (FaultException failure) {
            if (Set.of(StoreFaults.ABSENT, StoreFaults.CORRUPT)
                    .contains(failure.fault().code())) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** Whether the object is there and its content is what its address says; reads all of it. */
    default boolean isIntact(ObjectRef ref) {
        return intactFile(ref).isPresent();
    }

    /** How much room there is; empty where the store cannot tell. */
    default Optional<Space> space() {
        return Optional.empty();
    }

    /**
     * Removes an object if it is there. Only for whoever knows that nobody else refers to this content: a run's superseded
     * states, say, never scans or models.
     */
    void remove(ObjectRef ref);

    /**
     * Removes objects that nobody wants any more. They are out of sight while that is asked, and what somebody does want is put
     * back, so that who writes a reference and then finds the object there ({@link #contains}) keeps it.
     *
     * @param wanted answers those of the objects that anything refers to
     * @return what was removed
     */
    Set<ObjectRef> removeUnless(Set<ObjectRef> refs, UnaryOperator<Set<ObjectRef>> wanted);
}
