package org.e2enet.standalone.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.e2enet.faults.Fault;

/** What a data folder keeps as of one moment, for as long as it is open: of a stack that runs, or of one that does not. */
public final class StackSnapshot implements AutoCloseable {
    private final DataFolder folder;

    private StackSnapshot(DataFolder folder) {
        this.folder = folder;
    }

    /**
     * Takes a snapshot. A running stack drains, and goes on when it is taken.
     *
     * @throws org.e2enet.faults.FaultException CLI-114 where there is nothing, CLI-117 where a restore is not finished, CLI-115 where the stack gives none
     */
    public static StackSnapshot of(DataFolder folder) throws IOException, InterruptedException {
        folder.requireRestored();
        if (!Files.isDirectory(folder.store())) {
            throw new Fault(
                            "CLI-114",
                            "there is no stack's data",
                            folder.root().toString(),
                            "Name the data folder with --data.")
                    .exception();
        }
        Optional<StackState> running = StackState.running(folder);
        if (running.isPresent()) {
            SnapshotDesk.ask(folder, running.get());
        } else {
            try (StackLock _ = StackLock.tryHold(folder).orElseThrow(() -> LocalStack.runsAlready(folder))) {
                Snapshot.take(folder);
            }
        }
        return new StackSnapshot(folder);
    }

    /** Where it lies: {@code store}, {@code kafka}, {@code vault} and keys, as in the data folder. */
    public Path root() {
        return folder.staging();
    }

    @Override
    public void close() throws IOException {
        FileTrees.remove(folder.staging());
    }
}
