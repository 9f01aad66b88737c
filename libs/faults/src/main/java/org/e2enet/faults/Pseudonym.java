package org.e2enet.faults;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * How an id that came from outside is written in logs and events. Our own ids follow from contents and say nothing of anybody; what a
 * caller made up may be a name, so a hash stands for it: whoever knows the name finds it again, nobody else reads it.
 */
public final class Pseudonym {
    private static final Pattern OWN = Pattern.compile("[0-9a-f]{32}|[0-9a-f]{64}");
    private static final int HASH_DIGITS = 12;

    private Pseudonym() {}

    /** The id itself where it is one of ours, else {@code id-} and twelve hex digits of its SHA-256. */
    public static String of(String id) {
        return OWN.matcher(id).matches() ? id : "id-" + hash(id);
    }

    private static String hash(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime must have SHA-256", impossible);
        }
    }
}
