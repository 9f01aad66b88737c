package org.e2enet.store;

import org.e2enet.contract.ObjectRef;

/** Addresses of objects, the same for every kind of store: {@code store:objects/ab/cdef…} after their content's hash. */
public final class ObjectAddress {
    private static final String SCHEME = "store:";
    static final String FOLDER = "objects/";
    private static final int FOLDER_DIGITS = 2;

    private ObjectAddress() {}

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
