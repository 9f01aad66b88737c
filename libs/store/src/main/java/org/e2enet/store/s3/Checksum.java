package org.e2enet.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import java.util.HexFormat;
import org.e2enet.store.HashingOutputStream;

/** Checksums as S3 takes them: base64 of a SHA-256. */
final class Checksum {
    private Checksum() {}

    /** @param sha256 64 hex digits */
    static String of(String sha256) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
    }

    /** Of a stream, read to its end. @return 64 hex digits */
    static String sha256(InputStream content) throws IOException {
        HashingOutputStream hash = new HashingOutputStream(OutputStream.nullOutputStream());
        content.transferTo(hash);
        return hash.sha256();
    }
}
