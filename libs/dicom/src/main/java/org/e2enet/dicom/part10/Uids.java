package org.e2enet.dicom.part10;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Unique identifiers that follow from what they name: equal names give equal identifiers, on every machine. */
public final class Uids {
    private Uids() {}

    /** {@code 2.25.} and the first 128 bits of the names' SHA-256 as a UUID of version 8 (RFC 9562). */
    public static String derived(String... names) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String name : names) {
                sha.update(name.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) 0);
            }
            byte[] uuid = Arrays.copyOf(sha.digest(), 16);
            uuid[6] = (byte) (uuid[6] & 0x0f | 0x80);
            uuid[8] = (byte) (uuid[8] & 0x3f | 0x80);
            return "2.25." + new BigInteger(1, uuid);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
