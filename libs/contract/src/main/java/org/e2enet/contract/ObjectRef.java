package org.e2enet.contract;

import java.net.URI;

/**
 * A claim check: where an object lies in the store, and how to know that it is the right one.
 *
 * @param uri place in the store, for example {@code store:objects/ab/cdef…}; the same for every kind of store
 * @param sha256 SHA-256 of the content, 64 lower-case hex digits
 * @param bytes length of the content, at least 0
 * @param mediaType for example {@code application/gzip}
 */
public record ObjectRef(String uri, String sha256, long bytes, String mediaType) {
    public ObjectRef {
        Check.text(uri, "uri");
        URI.create(uri);
        Check.sha256(sha256, "sha256");
        Check.atLeast(bytes, 0, "bytes");
        Check.text(mediaType, "mediaType");
    }

    @Override
    public String toString() {
        return "ObjectRef[" + sha256.substring(0, 12) + ", " + bytes + " bytes]";
    }
}
