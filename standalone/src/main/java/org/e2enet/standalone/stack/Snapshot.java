package org.e2enet.standalone.stack;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * All that a data folder keeps, as it is while nothing runs on it, in a folder beside it. Objects and documents are never changed in place, so
 * that a second name for each is enough and takes a moment; what is written to in place is copied.
 */
final class Snapshot {
    /** Of the store: files being written, the database, which is written in place, and copies of what a bucket keeps. */
    private static final Set<String> NOT_LINKED = Set.of("tmp", "database", "copies");

    private Snapshot() {}

    /** Makes the folder's staging anew. Nothing may run on the folder. */
    static void take(DataFolder folder) throws IOException {
        Path staging = folder.staging();
        FileTrees.remove(staging);
        Files.createDirectories(staging);
        // As the vault is: what lies in it is anybody's to read who comes so far.
        Files.setPosixFilePermissions(staging, PosixFilePermissions.fromString("rwx------"));
        if (Files.isDirectory(folder.store())) {
            walk(folder.store(), staging.resolve("store"), true);
            walk(folder.store().resolve("database"), staging.resolve("store/database"), false);
        }
        walk(folder.kafka(), staging.resolve("kafka"), false);
        walk(folder.vault(), staging.resolve("vault"), false);
        for (Path key : List.of(folder.installationKey(), folder.provenanceKey())) {
            if (Files.exists(key)) {
                Files.copy(key, staging.resolve(key.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** A folder may be a link to where it lies; a link within is refused, since what it leads to would be left out. */
    private static void walk(Path given, Path to, boolean link) throws IOException {
        if (!Files.isDirectory(given)) {
            return;
        }
        Path from = given.toRealPath();
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (link
                        && folder.getParent().equals(from)
                        && NOT_LINKED.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isSymbolicLink()) {
                    throw new IOException("a link within the data folder cannot be copied: " + file);
                }
                Path target = to.resolve(from.relativize(file));
                try {
                    if (link) {
                        link(file, target);
                    } else {
                        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                    }
                } catch (NoSuchFileException gone) {
                    // A lock or a mark that went with the process that made it.
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void link(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
