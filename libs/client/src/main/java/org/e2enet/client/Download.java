package org.e2enet.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.e2enet.faults.Fault;
import org.e2enet.files.AtomicFiles;

/** A file that is there whole or not at all, and with the content that was stored. */
final class Download {
    private Download() {}

    /** Writes to the path it is given. */
    interface Content {
        void writeTo(Path beside) throws InterruptedException, IOException;
    }

    /**
     * @param sha256 of the content, or null where nobody told
     * @throws org.e2enet.faults.FaultException CLI-205 when it cannot be written, CLI-212 when its content is another one
     */
    static void to(Path target, String sha256, Content content) throws InterruptedException {
        try (AtomicFiles.Pending pending = AtomicFiles.beside(target)) {
            content.writeTo(pending.file());
            requireSame(sha256, pending.file(), target);
            pending.moveTo(target.toAbsolutePath());
        } catch (IOException failure) {
            throw new Fault(
                            "CLI-205",
                            "cannot write: " + failure.getMessage(),
                            target.toString(),
                            "Choose another folder, or make room.")
                    .exception(failure);
        }
    }

    private static void requireSame(String sha256, Path written, Path target) throws IOException {
        if (sha256 != null && !sha256.equals(hash(written))) {
            throw new Fault(
                            "CLI-212",
                            "what arrived is not what was stored: its SHA-256 differs",
                            target.getFileName().toString(),
                            "Ask again; if it stays so, the object in the store is damaged.")
                    .exception();
        }
    }

    private static String hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime must have SHA-256", impossible);
        }
    }
}
