package org.e2enet.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2enet.contract.ObjectRef;
import org.e2enet.faults.Fault;

/** The errors of the store, by code. */
public final class StoreFaults {
    public static final String OVER_LIMIT = "STO-101";
    public static final String BAD_NAME = "STO-102";
    public static final String ABSENT = "STO-103";
    public static final String CORRUPT = "STO-104";
    public static final String FOREIGN_ADDRESS = "STO-105";
    public static final String UNREADABLE_DOCUMENT = "STO-106";
    public static final String BAD_ADDRESS = "STO-107";
    public static final String NOT_WRITTEN = "STO-201";
    public static final String NOT_READ = "STO-202";
    public static final String READ_ONLY = "STO-203";
    public static final String REFUSED = "STO-204";
    public static final String NO_BUCKET = "STO-205";
    public static final String COPIES_FULL = "STO-206";

    private StoreFaults() {}

    static Fault overLimit(long limitBytes) {
        return new Fault(
                OVER_LIMIT,
                "content is longer than the limit of " + limitBytes + " bytes",
                "upload",
                "Send a smaller file, or raise the limit of the service that takes it.");
    }

    static Fault badName(String name) {
        String shown = name == null ? "null" : DocumentName.shown(name);
        return new Fault(
                BAD_NAME,
                "not a document name: '" + shown + "'",
                "store",
                "Use segments of letters, digits, '.', '_' and '-', joined by '/', each starting with a letter or digit.");
    }

    public static Fault absent(ObjectRef ref) {
        return new Fault(
                ABSENT,
                "object is not in the store",
                ref.uri(),
                "Check that all services share one store, and that nobody removed objects from it.");
    }

    public static Fault corrupt(ObjectRef ref, String what) {
        return new Fault(
                CORRUPT,
                "object differs from its address: " + what,
                ref.uri(),
                "Check the store. Whatever is stored again with the same content heals it: upload a scan's files again, ask for a"
                        + " prediction again; weights come back from a copy.");
    }

    static Fault foreignAddress(ObjectRef ref) {
        return new Fault(
                FOREIGN_ADDRESS,
                "object address does not belong to this kind of store",
                ref.uri(),
                "Addresses are store:objects/<2 hex digits>/<62 hex digits>.");
    }

    /** @param document its name, which holds ids only */
    public static Fault unreadableDocument(String document) {
        return new Fault(
                UNREADABLE_DOCUMENT,
                "a document in the store cannot be read as what it should be: torn, or written by something else",
                document,
                "Put it back from a copy, or remove it: what it told of can be made again.");
    }

    /** @param why never what the address holds */
    static Fault badAddress(String why) {
        return new Fault(
                BAD_ADDRESS,
                "the store's address cannot be used: " + why,
                "store.uri",
                "Set store.uri to file:DIRECTORY or s3://BUCKET/PREFIX.");
    }

    static Fault readOnly(String place) {
        return new Fault(
                READ_ONLY,
                "the store was opened to be read only",
                place,
                "Open it for writing where something is kept.");
    }

    public static Fault notWritten(String place, Exception cause) {
        return new Fault(
                NOT_WRITTEN,
                "could not be written (" + cause.getClass().getSimpleName() + "); what was there before is intact",
                place,
                "Free space on the store's disk and check its permissions, then try again.");
    }

    static Fault notRemoved(int failed, int of, Exception first) {
        return new Fault(
                NOT_WRITTEN,
                failed + " of " + of + " objects could not be removed ("
                        + first.getClass().getSimpleName() + "); they are put back",
                "objects",
                "Check the store's disk and its permissions, then try again.");
    }

    static Fault notPutBack(int failed, int of, Exception first) {
        return new Fault(
                NOT_WRITTEN,
                failed + " of " + of + " objects could not be put back ("
                        + first.getClass().getSimpleName() + "); they lie in aside/",
                "objects",
                "Check the store's disk and its permissions; they come back when objects are next removed or read, or at a start.");
    }

    /** @param place an object's address, a document's name, or the stage that wanted to read */
    public static Fault notRead(String place, Exception cause) {
        return new Fault(
                NOT_READ,
                "could not be read (" + cause.getClass().getSimpleName() + ")",
                place,
                "Check the store's disk and its permissions, then try again.");
    }

    /**
     * The fault behind a failure of code that writes below the store without knowing it, as an HTTP server does that keeps
     * uploads there; empty if the disk is not the cause.
     */
    public static Optional<Fault> ofDisk(Throwable failure, String place) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(IOException.class::isInstance)
                .map(IOException.class::cast)
                .filter(cause -> cause instanceof FileSystemException || isFull(cause.getMessage()))
                .findFirst()
                .map(cause -> notWritten(place, cause));
    }

    /** What Linux says of ENOSPC, EDQUOT, EFBIG and EROFS; Java passes it on as text. */
    private static boolean isFull(String message) {
        return message != null
                && Stream.of("No space left", "quota exceeded", "File too large", "Read-only file system")
                        .anyMatch(message::contains);
    }
}
