package org.e2enet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Temporary files that a crash left. */
public final class Orphans {
    /** No upload takes longer; older temporary files were left by a crash. */
    public static final Duration AGE = Duration.ofHours(24);

    /** Nobody is asked for longer whether he wants an object that is set aside; older ones were left by a crash, and go back. */
    public static final Duration ASIDE_AGE = Duration.ofMinutes(10);

    private Orphans() {}

    /** Removes what is older than {@link #AGE}; what cannot be removed stays for the next time: a store must open on a disk that is full. */
    public static void remove(Path temporary) {
        FileTime oldest = FileTime.from(Instant.now().minus(AGE));
        for (Path file : filesIn(temporary)) {
            try {
                if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException inUse) {
                // Another process has just finished writing it, or the disk takes no change now.
            }
        }
    }

    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException noFolder) {
            return List.of();
        }
    }
}
