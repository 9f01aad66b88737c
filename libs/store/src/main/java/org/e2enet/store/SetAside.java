package org.e2enet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.e2enet.contract.ObjectRef;
import org.e2enet.files.AtomicFiles;

/** Objects that are out of sight until it is known whether anybody wants them. Closing puts back what is left. Not thread safe. */
final class SetAside implements AutoCloseable {
    /** Names files that nothing has. */
    @FunctionalInterface
    interface Names {
        Path fresh() throws IOException;
    }

    /** Where an object was, and where it is meanwhile. */
    private record Move(Path home, Path aside) {}

    private final Names names;
    private final Map<ObjectRef, Move> moves = new LinkedHashMap<>();

    SetAside(Names names) {
        this.names = names;
    }

    /** Takes an object out of sight; one that is not there is passed over. */
    void take(ObjectRef ref, Path home) throws IOException {
        Path aside = names.fresh();
        try {
            // As young as any temporary file: whoever opens the store meanwhile removes the old ones.
            Files.setLastModifiedTime(home, FileTime.from(Instant.now()));
            AtomicFiles.rename(home, aside);
            moves.put(ref, new Move(home, aside));
        } catch (NoSuchFileException gone) {
            // Removed already, perhaps by a deletion that was interrupted.
        }
    }

    Set<ObjectRef> refs() {
        return new HashSet<>(moves.keySet());
    }

    /** @return what was removed */
    Set<ObjectRef> removeAllBut(Set<ObjectRef> wanted) throws IOException {
        Set<ObjectRef> removed = refs();
        removed.removeAll(wanted);
        for (ObjectRef ref : removed) {
            Files.delete(moves.get(ref).aside());
            moves.remove(ref);
        }
        return removed;
    }

    @Override
    public void close() throws IOException {
        for (Move move : moves.values()) {
            AtomicFiles.rename(move.aside(), move.home());
        }
    }
}
