package org.e2enet.standalone.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.provenance.ProvenanceFaults;
import org.e2enet.provenance.statement.Statement;

/** Whether a file is what a statement is about: the very file, or its labels in another format. */
final class StatedSegmentation {
    private StatedSegmentation() {}

    /**
     * Recognises a segmentation.
     *
     * @return {@code file} or {@code labels}
     * @throws FaultException PRV-106 when it is another one
     */
    static String require(Statement statement, Path file) throws IOException {
        if (statement.isOfFile(sha256(file))) {
            return "file";
        }
        if (statement.isOfLabels(labelsSha256(file))) {
            return "labels";
        }
        throw ProvenanceFaults.otherSegmentation(file.toString());
    }

    /** Of what is no volume of labels nothing is said. */
    private static String labelsSha256(Path file) throws IOException {
        try {
            return new ScanReader(ReadLimits.SINGLE_CHANNEL)
                    .readLabels(file, "segmentation")
                    .sha256();
        } catch (FaultException unreadable) {
            throw ProvenanceFaults.otherSegmentation(file.toString());
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime must have SHA-256", impossible);
        }
    }
}
