package org.e2enet.store.s3;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One process's folder for local copies, below one that processes may share. A locked file beside it says that its process lives; what a
 * dead one left, the next to open removes.
 */
final class CopiesFolder implements AutoCloseable {
    private static final String LOCK = ".lock";

    private final Path folder;
    private final Path lockFile;
    private final FileChannel lock;

    private CopiesFolder(Path folder, Path lockFile, FileChannel lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    static CopiesFolder in(Path shared) throws IOException {
        Files.createDirectories(shared);
        removeLeftIn(shared);
        while (true) {
            String name = UUID.randomUUID().toString();
            Path lockFile = shared.resolve(name + LOCK);
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            // Whoever tidies up, in this process or another, may have been between the two.
            if (isTaken(channel) && Files.exists(lockFile)) {
                return new CopiesFolder(Files.createDirectory(shared.resolve(name)), lockFile, channel);
            }
            channel.close();
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException anotherStoreOfThisProcess) {
            return false;
        }
    }

    private static void removeLeftIn(Path shared) throws IOException {
        try (Stream<Path> files = Files.list(shared)) {
            for (Path lockFile :
                    files.filter(file -> file.toString().endsWith(LOCK)).toList()) {
                removeIfLeft(lockFile);
            }
        }
    }

    private static void removeIfLeft(Path lockFile) {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock left = channel.tryLock()) {
            if (left != null) {
                String file = lockFile.getFileName().toString();
                removeAll(lockFile.resolveSibling(file.substring(0, file.length() - LOCK.length())));
                Files.deleteIfExists(lockFile);
            }
        } catch (OverlappingFileLockException | IOException inUse) {
            // Another store of this process, or somebody else tidies up.
        }
    }

    private static void removeAll(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }

    /** The folder is made again where somebody cleared it away. */
    Path file(String name) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        return folder.resolve(name);
    }

    Path path() {
        return folder;
    }

    /** A name no other writer has. */
    Path fresh() throws IOException {
        return file(UUID.randomUUID().toString());
    }

    @Override
    public void close() {
        try (lock) {
            removeAll(folder);
            Files.deleteIfExists(lockFile);
        } catch (IOException left) {
            // The next to open removes it.
        }
    }
}
