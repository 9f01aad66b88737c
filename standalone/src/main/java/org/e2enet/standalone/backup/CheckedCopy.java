package org.e2enet.standalone.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Copies files with their rights, and tells what was copied. */
final class CheckedCopy {
    private CheckedCopy() {}

    /** Copies a folder with all that is in it. @return what was copied, by path */
    static List<Manifest.Item> tree(Path from, Path to) throws IOException {
        List<Manifest.Item> items = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            Path path = from.relativize(file);
            String sha256 = file(file, to.resolve(path));
            items.add(new Manifest.Item(path.toString().replace('\\', '/'), Files.size(to.resolve(path)), sha256));
        }
        return items;
    }

    /** Copies a file. @return hash of what was copied */
    static String file(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(from);
        MessageDigest digest = digest();
        // Made before it is written: nobody may read a key meanwhile who may not read it afterwards.
        Files.createFile(to, PosixFilePermissions.asFileAttribute(rights));
        try (InputStream in = new DigestInputStream(Files.newInputStream(from), digest);
                OutputStream out = Files.newOutputStream(to)) {
            in.transferTo(out);
        }
        Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
        return HexFormat.of().formatHex(digest.digest());
    }

    static String hash(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime must have SHA-256", impossible);
        }
    }
}
