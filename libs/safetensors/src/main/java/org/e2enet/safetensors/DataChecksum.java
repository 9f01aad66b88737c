package org.e2enet.safetensors;

import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over the data section of a file. */
final class DataChecksum {
    static final String KEY = "data.sha256";

    private static final long CHUNK_BYTES = 1 << 26;

    private DataChecksum() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    static String of(MemorySegment data) {
        MessageDigest digest = digest();
        for (long at = 0; at < data.byteSize(); at += CHUNK_BYTES) {
            digest.update(data.asSlice(at, Math.min(CHUNK_BYTES, data.byteSize() - at))
                    .asByteBuffer());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
