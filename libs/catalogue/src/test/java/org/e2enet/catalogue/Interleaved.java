package org.e2enet.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.e2enet.store.DocumentStore;

/** A store in which something else happens once, right before one of the calls. */
final class Interleaved implements DocumentStore {
    private final DocumentStore store;
    private final Runnable other;
    private int callsLeft;

    /** @param before how many calls come before it */
    Interleaved(DocumentStore store, int before, Runnable other) {
        this.store = store;
        this.callsLeft = before;
        this.other = other;
    }

    private DocumentStore next() {
        if (callsLeft-- == 0) {
            other.run();
        }
        return store;
    }

    /** Whether it happened. */
    boolean isDone() {
        return callsLeft < 0;
    }

    @Override
    public void publish(String name, byte[] content) {
        next().publish(name, content);
    }

    @Override
    public boolean publishIfAbsent(String name, byte[] content) {
        return next().publishIfAbsent(name, content);
    }

    @Override
    public Optional<byte[]> find(String name) {
        return next().find(name);
    }

    @Override
    public List<String> list(String folder, Consumer<String> strangers) {
        return next().list(folder, strangers);
    }

    @Override
    public Optional<Instant> changedAt(String name) {
        return next().changedAt(name);
    }

    @Override
    public String revision(String folder) {
        return next().revision(folder);
    }

    @Override
    public void remove(String name) {
        next().remove(name);
    }
}
