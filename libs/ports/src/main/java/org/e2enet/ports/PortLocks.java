package org.e2enet.ports;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Which ports this process was given, for other processes to see: of one file, which stays empty, it locks the byte whose place
 * is the port. The system takes the locks away when the process ends, however it ends, so that none is left over.
 */
final class PortLocks {
    /** Never closed: all of a process's locks on a file go when it closes the file once. */
    private static final Optional<FileChannel> FILE = open();

    private PortLocks() {}

    /** @return whether nobody had it; where there is no such file, true, and chance alone keeps two from one port */
    static boolean lock(int port) {
        try {
            return FILE.isEmpty() || FILE.get().tryLock(port, 1, false) != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        } catch (IOException noLocksHere) {
            return true;
        }
    }

    private static Optional<FileChannel> open() {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "e2enet-ports-of-" + System.getProperty("user.name"));
        try {
            return Optional.of(FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException notHere) {
            return Optional.empty();
        }
    }
}
