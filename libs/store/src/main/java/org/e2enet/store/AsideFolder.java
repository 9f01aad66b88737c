package org.e2enet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2enet.contract.ObjectRef;
import org.e2enet.files.AtomicFiles;

/**
 * Where objects lie while it is asked whether anybody wants them: {@code aside/<sha256>.<any>}, under names that tell whose they are, so that what a crash or an
 * ill disk left there finds its way home. Thread safe, over processes too.
 */
final class AsideFolder {
    private final Path root;
    private final Path folder;

    /** @param root of the store */
    AsideFolder(Path root) {
        this.root = root;
        this.folder = root.resolve("aside");
    }

    /** A name that nothing has. */
    Path fresh(ObjectRef ref) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        return folder.resolve(ObjectAddress.aside(ref));
    }

    /** Puts back what was left there; what cannot be put back waits for the next time. */
    void putBackLeft() {
        FileTime left = FileTime.from(Instant.now().minus(Orphans.ASIDE_AGE));
        for (Path file : files()) {
            Optional<ObjectRef> ref = ObjectAddress.setAside(file.getFileName().toString());
            try {
                if (ref.isPresent() && Files.getLastModifiedTime(file).compareTo(left) < 0) {
                    putBack(file, root.resolve(ObjectAddress.place(ref.get())));
                }
            } catch (IOException goneOrIll) {
                // Another process was faster, or the disk takes no change now.
            }
        }
    }

    /** Where an object lies that a crash left aside, or another is asking about. */
    List<Path> of(ObjectRef ref) {
        return files().stream()
                .filter(file -> ObjectAddress.setAside(file.getFileName().toString())
                        .filter(found -> found.sha256().equals(ref.sha256()))
                        .isPresent())
                .toList();
    }

    /** Puts an object back. Where it was stored again meanwhile, the two have one content. */
    static void putBack(Path aside, Path home) throws IOException {
        AtomicFiles.rename(aside, home);
    }

    /** Marks an object as left, so that it goes home as soon as somebody looks. */
    static void leave(Path aside) {
        try {
            Files.setLastModifiedTime(aside, FileTime.from(Instant.EPOCH));
        } catch (IOException ill) {
            // Then it takes as long as after a crash.
        }
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException none) {
            return List.of();
        }
    }
}
