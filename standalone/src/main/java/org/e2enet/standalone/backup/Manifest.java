package org.e2enet.standalone.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.e2enet.contract.EventJson;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.files.AtomicFiles;

/**
 * What a backup holds: {@code backup.json}, written last, so that a backup without it is none.
 *
 * @param at as of when
 * @param software version that made it
 * @param files all of them, by path
 */
record Manifest(int version, Instant at, String software, List<Item> files) {
    static final int VERSION = 1;

    private static final String NAME = "backup.json";

    Manifest {
        files = files == null ? List.of() : List.copyOf(files);
    }

    /** A file. @param path below the backup, with slashes */
    record Item(String path, long bytes, String sha256) {}

    void write(Path backup) throws IOException {
        AtomicFiles.replace(backup.resolve(NAME), out -> out.write(EventJson.write(this)));
    }

    /** @throws FaultException CLI-113 where there is none, or of a later version */
    static Manifest read(Path backup) throws IOException {
        byte[] json;
        try {
            json = Files.readAllBytes(backup.resolve(NAME));
        } catch (NoSuchFileException absent) {
            throw damaged(backup, "it has no " + NAME + ": it was not finished, or is none");
        }
        Manifest manifest;
        try {
            manifest = EventJson.read(json, Manifest.class);
        } catch (FaultException unreadable) {
            throw damaged(backup, NAME + " is damaged");
        }
        if (manifest.version != VERSION) {
            throw damaged(backup, "its version is " + manifest.version + ", known is " + VERSION);
        }
        return manifest;
    }

    /** Tells a backup from every other one. */
    static String hash(Path backup) throws IOException {
        return CheckedCopy.hash(backup.resolve(NAME));
    }

    long bytes() {
        return files.stream().mapToLong(Item::bytes).sum();
    }

    static FaultException damaged(Path backup, String what) {
        return new Fault(
                        "CLI-113",
                        "no whole backup: " + what,
                        backup.toString(),
                        "Use another backup; nothing was changed.")
                .exception();
    }
}
