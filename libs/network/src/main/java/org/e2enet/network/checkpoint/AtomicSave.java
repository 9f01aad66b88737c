package org.e2enet.network.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import org.e2enet.faults.Fault;
import org.e2enet.files.AtomicFiles;

/** Saves a checkpoint so that after a crash or on a full disk it is as it was before, or whole. */
final class AtomicSave {
    private AtomicSave() {}

    static void to(Path path, AtomicFiles.Content content) {
        try {
            AtomicFiles.replace(path, content);
        } catch (IOException e) {
            throw new Fault(
                            "NET-503",
                            "the checkpoint could not be saved (" + e.getMessage() + "); the one before is intact",
                            String.valueOf(path.getFileName()),
                            "Make room or correct the permissions of the folder, then resume.")
                    .exception(e);
        }
    }
}
