package org.e2enet.ingest.inbox;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.TreeMap;

/**
 * How all files of an entry look just now. What cannot be read is seen to be there: the entry settles all the same, and who reads it then says
 * why it fails. What has gone meanwhile was moved.
 */
final class EntryFiles extends SimpleFileVisitor<Path> {
    private static final String UNREADABLE = "unreadable";

    private final Path entry;
    private final TreeMap<String, String> looks = new TreeMap<>();
    private long latestMillis;
    private boolean unfinished;

    EntryFiles(Path entry) {
        this.entry = entry;
    }

    static EntryFiles of(Path entry) throws IOException {
        EntryFiles files = new EntryFiles(entry);
        Files.walkFileTree(entry, files);
        return files;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes ofLink) throws IOException {
        if (Files.isRegularFile(file)) {
            FileTime changed = Files.getLastModifiedTime(file);
            latestMillis = Math.max(latestMillis, changed.toMillis());
            unfinished |= !file.equals(entry) && InboxEntry.isUnfinished(file);
            looks.put(entry.relativize(file).toString(), Files.size(file) + " " + changed);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        if (!(failure instanceof NoSuchFileException)) {
            looks.put(entry.relativize(file).toString(), UNREADABLE);
        }
        return FileVisitResult.CONTINUE;
    }

    /** Size and time of each file, by its path in the entry. */
    TreeMap<String, String> looks() {
        return looks;
    }

    /** When the last of them changed; 0 without any. */
    long latestMillis() {
        return latestMillis;
    }

    /** Whether a copying program still writes one of them. */
    boolean isUnfinished() {
        return unfinished;
    }
}
