package org.e2enet.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes files that are whole or absent, also after a power cut: temporary name, sync, rename, sync of the directory. */
public final class AtomicFiles {
    /** Opens a file for writing. */
    @FunctionalInterface
    public interface Sink {
        OutputStream open(Path file) throws IOException;
    }

    private static final int BUFFER_BYTES = 1 << 20;

    private final Path temporary;
    private final Sink sink;

    /** Writes a file's content; does not close the stream. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** @param temporary directory on the same file system as the targets, or the rename would not be atomic */
    public AtomicFiles(Path temporary, Sink sink) {
        this.temporary = temporary;
        this.sink = sink;
    }

    /** Writes a file or replaces it; until that is done, what is being written lies {@link #beside} it. */
    public static void replace(Path target, Content content) throws IOException {
        try (Pending pending = beside(target)) {
            OutputStream buffered = new BufferedOutputStream(pending.out(), BUFFER_BYTES);
            content.writeTo(buffered);
            buffered.flush();
            pending.moveTo(target.toAbsolutePath());
        }
    }

    /** Gives a file another name on its file system, replacing the file that has it; the name is on the disk when this returns. */
    public static void rename(Path file, Path target) throws IOException {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(target.toAbsolutePath().getParent());
    }

    /** The new name itself must reach the disk; where folders cannot be opened (not POSIX) the file system sees to it. */
    private static void syncFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            sync(folder);
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** A file that is to become the target, in its folder under a hidden name: a short one, since the target's may be the longest. */
    public static Pending beside(Path target) throws IOException {
        Path beside = target.toAbsolutePath().resolveSibling("." + UUID.randomUUID() + ".part");
        return new Pending(beside, Files.newOutputStream(beside));
    }

    /** The folder of temporary files is made if it is not there: somebody may have cleared it away. */
    public Pending begin() throws IOException {
        Path file = fresh();
        return new Pending(file, sink.open(file));
    }

    /** A name no other writer has. */
    public Path fresh() throws IOException {
        if (!Files.isDirectory(temporary)) {
            Files.createDirectories(temporary);
        }
        return temporary.resolve(UUID.randomUUID().toString());
    }

    /** A file being written; closing it without {@link #moveTo} or {@link #linkTo} removes it. Not thread safe. */
    public static final class Pending implements AutoCloseable {
        private final Path file;
        private final OutputStream out;

        private Pending(Path file, OutputStream out) {
            this.file = file;
            this.out = out;
        }

        public OutputStream out() {
            return out;
        }

        /** Where it is being written: for those who write to a path, not to {@link #out}. */
        public Path file() {
            return file;
        }

        /** Gives the file its name, replacing the file that has it. */
        public void moveTo(Path target) throws IOException {
            settle(target);
            rename(file, target);
        }

        /** Gives the file its name unless it is taken. */
        public boolean linkTo(Path target) throws IOException {
            settle(target);
            try {
                Files.createLink(target, file);
            } catch (FileAlreadyExistsException taken) {
                return false;
            }
            syncFolder(target.getParent());
            return true;
        }

        private void settle(Path target) throws IOException {
            out.close();
            sync(file);
            Path folder = target.getParent();
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                syncFolder(folder.getParent());
            }
        }

        @Override
        public void close() throws IOException {
            try {
                out.close();
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }
}
