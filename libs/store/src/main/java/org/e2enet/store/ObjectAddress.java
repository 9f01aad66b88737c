package org.e2enet.store;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.e2enet.contract.ObjectRef;

/** Addresses of objects, the same for every kind of store: {@code store:objects/ab/cdef…} after their content's hash. */
public final class ObjectAddress {
    private static final String SCHEME = "store:";
    static final String FOLDER = "objects/";
    private static final int FOLDER_DIGITS = 2;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private ObjectAddress() {}

    /** A name for an object that is set aside, which tells where it belongs; none has it yet. */
    public static String aside(ObjectRef ref) {
        return ref.sha256() + "." + UUID.randomUUID();
    }

    /** What was set aside under a name, its length unknown; empty when the name is nothing's that {@link #aside} makes. */
    public static Optional<ObjectRef> setAside(String name) {
        int end = name.indexOf('.');
        return end > 0 && isHash(name.substring(0, end))
                ? Optional.of(ref(name.substring(0, end), 0, "application/octet-stream"))
                : Optional.empty();
    }

    static boolean isHash(String text) {
        return SHA256.matcher(text).matches();
    }

    /** A claim check for a content. */
    public static ObjectRef ref(String sha256, long bytes, String mediaType) {
        return new ObjectRef(SCHEME + place(sha256), sha256, bytes, mediaType);
    }

    /**
     * An object's place below the store.
     *
     * @throws org.e2enet.faults.FaultException {@code STO-105} when the address leads elsewhere
     */
    public static String place(ObjectRef ref) {
        String place = place(ref.sha256());
        if (!ref.uri().equals(SCHEME + place)) {
            throw StoreFaults.foreignAddress(ref).exception();
        }
        return place;
    }

    private static String place(String sha256) {
        return FOLDER + sha256.substring(0, FOLDER_DIGITS) + "/" + sha256.substring(FOLDER_DIGITS);
    }
}
