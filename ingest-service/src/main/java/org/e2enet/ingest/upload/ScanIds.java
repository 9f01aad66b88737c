package org.e2enet.ingest.upload;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.e2enet.contract.ObjectRef;

/** Ids that follow from what a scan is: the same files in the same data set have the same id, wherever and whenever. */
final class ScanIds {
    private static final int HEX_DIGITS = 32;

    private ScanIds() {}

    /**
     * @param images in channel order
     * @param labels or null
     */
    static String of(String dataset, List<ObjectRef> images, ObjectRef labels) {
        MessageDigest digest = sha256();
        add(digest, "dataset " + dataset);
        images.forEach(image -> add(digest, "image " + image.sha256()));
        if (labels != null) {
            add(digest, "labels " + labels.sha256());
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, HEX_DIGITS);
    }

    private static void add(MessageDigest digest, String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime must have SHA-256", impossible);
        }
    }
}
