package org.e2enet.store.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.e2enet.contract.ObjectRef;
import org.e2enet.faults.FaultException;
import org.e2enet.store.StoreFaults;

/**
 * Local copies of objects, up to a limit; the one that was wanted longest ago goes first. Whoever was given a copy's path opens it
 * within {@code grace}: so long it stays, and who needs its room waits. An open or mapped file outlives its name.
 *
 * <p>Thread safe.
 */
final class LocalCopies {
    private static final int PATIENCE_IN_GRACES = 3;

    /**
     * A copy.
     *
     * @param etag of the object when it was fetched
     */
    record Copy(Path file, long bytes, String etag) {}

    private record Kept(ObjectRef ref, Copy copy, long wantedNanos) {}

    private final long limitBytes;
    private final Duration grace;
    private final LongSupplier nanoTime;

    /** By hash, the one that was wanted longest ago first. */
    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    LocalCopies(long limitBytes, Duration grace, LongSupplier nanoTime) {
        this.limitBytes = limitBytes;
        this.grace = grace;
        this.nanoTime = nanoTime;
    }

    /** The copy of an object, which stays at least for the grace from now. */
    synchronized Optional<Copy> want(ObjectRef ref) {
        Kept found = kept.get(ref.sha256());
        if (found == null) {
            return Optional.empty();
        }
        kept.put(ref.sha256(), new Kept(ref, found.copy(), nanoTime.getAsLong()));
        return Optional.of(found.copy());
    }

    /**
     * Makes room for an object that is about to be fetched, waiting for what others are just opening.
     *
     * @throws FaultException {@code STO-206} when it is larger than all room, or no room came
     */
    synchronized void reserve(ObjectRef ref) {
        long deadline = nanoTime.getAsLong() + PATIENCE_IN_GRACES * grace.toNanos();
        while (!tryReserve(ref.bytes())) {
            if (ref.bytes() > limitBytes || nanoTime.getAsLong() > deadline) {
                throw BucketFaults.tooLarge(ref.uri(), ref.bytes(), limitBytes).exception();
            }
            try {
                TimeUnit.MILLISECONDS.timedWait(this, Math.max(1, grace.toMillis() / 20));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw StoreFaults.notRead(ref.uri(), interrupted).exception(interrupted);
            }
        }
    }

    private boolean tryReserve(long wanted) {
        Iterator<Map.Entry<String, Kept>> oldestFirst = kept.entrySet().iterator();
        while (bytes + wanted > limitBytes && oldestFirst.hasNext()) {
            Kept oldest = oldestFirst.next().getValue();
            if (nanoTime.getAsLong() - oldest.wantedNanos() < grace.toNanos()) {
                return false;
            }
            oldestFirst.remove();
            remove(oldest);
        }
        if (bytes + wanted > limitBytes) {
            return false;
        }
        bytes += wanted;
        return true;
    }

    /** Gives reserved room back. */
    synchronized void release(ObjectRef ref) {
        bytes -= ref.bytes();
        notifyAll();
    }

    /** Keeps a file as an object's copy in room that was reserved for it; whoever has just been given an earlier one may still open it. */
    synchronized Copy keep(ObjectRef ref, Path fetched, Path file, String etag) throws IOException {
        Files.move(fetched, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forget(ref);
        Copy copy = new Copy(file, ref.bytes(), etag);
        kept.put(ref.sha256(), new Kept(ref, copy, nanoTime.getAsLong()));
        return copy;
    }

    /** Keeps what was just stored if there is room for it without waiting. */
    synchronized void keepIfRoom(ObjectRef ref, Path stored, Path file, String etag) throws IOException {
        forget(ref);
        if (tryReserve(ref.bytes())) {
            try {
                keep(ref, stored, file, etag);
            } catch (IOException failure) {
                release(ref);
                throw failure;
            }
        } else {
            Files.deleteIfExists(file);
        }
    }

    /** Counts a copy no more that is about to be replaced; its file stays until then. */
    synchronized void forget(ObjectRef ref) {
        Kept before = kept.remove(ref.sha256());
        if (before != null) {
            release(ref);
        }
    }

    synchronized List<ObjectRef> all() {
        return kept.values().stream().map(Kept::ref).toList();
    }

    synchronized void drop(ObjectRef ref) {
        Kept gone = kept.remove(ref.sha256());
        if (gone != null) {
            remove(gone);
        }
    }

    private void remove(Kept gone) {
        try {
            Files.deleteIfExists(gone.copy().file());
            bytes -= gone.copy().bytes();
            notifyAll();
        } catch (IOException stays) {
            // It goes on counting, since it goes on taking room, until the process ends.
        }
    }

    synchronized long bytes() {
        return bytes;
    }
}
