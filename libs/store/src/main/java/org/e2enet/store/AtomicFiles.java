package org.e2enet.store;

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
final class AtomicFiles {
    /** Opens a file for writing. */
    @FunctionalInterface
    interface Sink {
        OutputStream open(Path file) throws IOException;
    }

    private final Path temporary;
    private final Sink sink;

    /** @param temporary directory on the same file system as the targets, or the rename would not be atomic */
    AtomicFiles(Path temporary, Sink sink) {
        this.temporary = temporary;
        this.sink = sink;
    }

    /** The folder of temporary files is made if it is not there: somebody may have cleared it away. */
    Pending begin() throws IOException {
        Path file = fresh();
        return new Pending(file, sink.open(file));
    }

    /** A name no other writer has. */
    Path fresh() throws IOException {
        if (!Files.isDirectory(temporary)) {
            Files.createDirectories(temporary);
        }
        return temporary.resolve(UUID.randomUUID().toString());
    }

    /** A file being written; closing it without {@link #moveTo} or {@link #linkTo} removes it. Not thread safe. */
    static final class Pending implements AutoCloseable {
        private final Path file;
        private final OutputStream out;

        private Pending(Path file, OutputStream out) {
            this.file = file;
            this.out = out;
        }

        OutputStream out() {
            return out;
        }

        /** Gives the file its name, replacing the file that has it. */
        void moveTo(Path target) throws IOException {
            settle(target);
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(target.getParent());
        }

        /** Gives the file its name unless it is taken. */
        boolean linkTo(Path target) throws IOException {
            settle(target);
            try {
                Files.createLink(target, file);
            } catch (FileAlreadyExistsException taken) {
                return false;
            }
            sync(target.getParent());
            return true;
        }

        private void settle(Path target) throws IOException {
            out.close();
            sync(file);
            Path folder = target.getParent();
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                sync(folder.getParent());
            }
        }

        private static void sync(Path path) throws IOException {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
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
