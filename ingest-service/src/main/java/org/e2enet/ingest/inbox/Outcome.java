package org.e2enet.ingest.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.e2enet.faults.Fault;

/** What became of an entry, and where it lies then. */
enum Outcome {
    DONE,
    FAILED;

    private static final String REASON = ".reason.txt";

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a folder of the inbox holds what was dealt with. */
    static boolean isFolder(Path folder) {
        String name = folder.getFileName().toString();
        return name.equals(DONE.text()) || name.equals(FAILED.text()) || name.startsWith(".");
    }

    /** Moves an entry, with the voxels that lie beside it, and writes why beside it. Nothing that lies there already is replaced. */
    void move(Path inbox, InboxEntry entry, List<Fault> faults) throws IOException {
        Path folder = Files.createDirectories(
                inbox.resolve(text()).resolve(entry.folder().getFileName()));
        Optional<Path> voxels = entry.voxels();
        Path target = folder.resolve(entry.path().getFileName());
        for (int number = 2; Files.exists(target) || Files.exists(reason(target)); number++) {
            target = folder.resolve(number + "-" + entry.path().getFileName());
        }
        // The reason first: an entry that was moved must not lack it.
        if (!faults.isEmpty()) {
            Files.writeString(
                    reason(target), faults.stream().map(Fault::message).collect(Collectors.joining("\n", "", "\n")));
        }
        Files.move(entry.path(), target);
        if (voxels.isPresent()) {
            Path beside = target.resolveSibling(voxels.get().getFileName());
            if (!Files.exists(beside)) {
                Files.move(voxels.get(), beside);
            }
        }
    }

    private static Path reason(Path target) {
        return target.resolveSibling(target.getFileName() + REASON);
    }
}
