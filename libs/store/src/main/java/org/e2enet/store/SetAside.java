package org.e2enet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.e2enet.contract.ObjectRef;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.files.AtomicFiles;

/**
 * Objects that are out of sight until it is known whether anybody wants them. Closing puts back what is left. One that fails stops none of
 * the others: each is there or gone afterwards, or lies aside to be put back later. Not thread safe.
 */
final class SetAside implements AutoCloseable {
    /** Where an object was, and where it is meanwhile. */
    private record Move(Path home, Path aside) {}

    private final AsideFolder folder;
    private final Map<ObjectRef, Move> moves = new LinkedHashMap<>();

    SetAside(AsideFolder folder) {
        this.folder = folder;
    }

    /**
     * Takes an object out of sight; one that is not there is passed over, unless a removal that was killed left it aside.
     *
     * @param before one that was stored since stays: whoever stored it is about to mention it
     */
    void take(ObjectRef ref, Path home, Instant before) throws IOException {
        Path aside = folder.fresh(ref);
        if (!isMoved(home, aside) && !isLeft(ref, aside)) {
            return;
        }
        moves.put(ref, new Move(home, aside));
        try {
            // Looked at where nobody can store it again.
            if (!Files.getLastModifiedTime(aside).toInstant().isBefore(before)) {
                AsideFolder.putBack(aside, home);
                moves.remove(ref);
            } else {
                Files.setLastModifiedTime(aside, FileTime.from(Instant.now()));
            }
        } catch (NoSuchFileException wentHome) {
            // It was old, and another process took it for left.
            moves.remove(ref);
        }
    }

    private boolean isLeft(ObjectRef ref, Path aside) throws IOException {
        boolean moved = false;
        for (Path left : folder.of(ref)) {
            moved |= isMoved(left, aside);
        }
        return moved;
    }

    private static boolean isMoved(Path from, Path to) throws IOException {
        try {
            AtomicFiles.rename(from, to);
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    Set<ObjectRef> refs() {
        return new HashSet<>(moves.keySet());
    }

    /**
     * @return what was removed
     * @throws FaultException {@code STO-201} with all failures, after the others are gone
     */
    Set<ObjectRef> removeAllBut(Set<ObjectRef> wanted) {
        Set<ObjectRef> unwanted = refs();
        unwanted.removeAll(wanted);
        Set<ObjectRef> removed = new HashSet<>();
        List<IOException> failures = new ArrayList<>();
        for (ObjectRef ref : unwanted) {
            try {
                if (Files.deleteIfExists(moves.get(ref).aside())) {
                    removed.add(ref);
                }
                moves.remove(ref);
            } catch (IOException failure) {
                failures.add(failure);
            }
        }
        if (!failures.isEmpty()) {
            throw told(StoreFaults.notRemoved(failures.size(), unwanted.size(), failures.getFirst()), failures);
        }
        return removed;
    }

    /** @throws FaultException {@code STO-201} with all failures, after the others are back */
    @Override
    public void close() {
        List<IOException> failures = new ArrayList<>();
        for (Move move : moves.values()) {
            try {
                AsideFolder.putBack(move.aside(), move.home());
            } catch (NoSuchFileException wentHome) {
                // Another process took it for left.
            } catch (IOException failure) {
                AsideFolder.leave(move.aside());
                failures.add(failure);
            }
        }
        if (!failures.isEmpty()) {
            throw told(StoreFaults.notPutBack(failures.size(), moves.size(), failures.getFirst()), failures);
        }
    }

    private static FaultException told(Fault fault, List<IOException> failures) {
        FaultException told = fault.exception(failures.getFirst());
        failures.stream().skip(1).forEach(told::addSuppressed);
        return told;
    }
}
