package org.e2enet.provenance.statement;

import java.util.Map;

/**
 * What a statement is about.
 *
 * @param name tells subjects of one statement apart
 * @param digest hash in hex by algorithm
 */
public record Subject(String name, Map<String, String> digest) {
    private static final String SHA256 = "sha256";

    public Subject {
        digest = digest == null ? Map.of() : Map.copyOf(digest);
    }

    public static Subject of(String name, String sha256) {
        return new Subject(name, Map.of(SHA256, sha256));
    }

    /** Null where it has none. */
    public String sha256() {
        return digest.get(SHA256);
    }
}
