package org.e2enet.network.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.e2enet.faults.Fault;

/**
 * Writes a file under a temporary name beside it, brings it to the disk, then renames it: after a crash or on a full disk
 * the file is as it was before, or whole.
 */
final class AtomicSave {
    private static final int BUFFER_BYTES = 1 << 20;

    /** Writes the content to a stream. */
    @FunctionalInterface
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    private AtomicSave() {}

    static void to(Path path, Content content) {
        Path folder = path.toAbsolutePath().getParent();
        try {
            Path temporary = Files.createTempFile(folder, "." + path.getFileName() + ".", ".part");
            try {
                write(temporary, content);
                Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                syncFolder(folder);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new Fault(
                            "NET-503",
                            "the checkpoint could not be saved (" + e.getMessage() + "); the one before is intact",
                            String.valueOf(path.getFileName()),
                            "Make room or correct the permissions of the folder, then resume.")
                    .exception(e);
        }
    }

    private static void write(Path temporary, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
            content.write(out);
            out.flush();
            channel.force(true);
        }
    }

    /** The rename itself must reach the disk; where folders cannot be opened (not POSIX) the file system sees to it. */
    private static void syncFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
