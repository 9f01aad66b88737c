package org.e2enet.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.e2enet.store.DocumentStore;

/** A process that ends after so many writes and removals. */
class Crashing implements DocumentStore {
    private final DocumentStore store;
    private int stepsLeft;

    /** The end of the process, as far as a test can have it. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    Crashing(DocumentStore store, int steps) {
        this.store = store;
        this.stepsLeft = steps;
    }

    @Override
    public void publish(String name, byte[] content) {
        step();
        store.publish(name, content);
    }

    @Override
    public boolean publishIfAbsent(String name, byte[] content) {
        step();
        return store.publishIfAbsent(name, content);
    }

    @Override
    public Optional<byte[]> find(String name) {
        return store.find(name);
    }

    @Override
    public List<String> list(String folder, Consumer<String> strangers) {
        return store.list(folder, strangers);
    }

    @Override
    public Optional<Instant> changedAt(String name) {
        return store.changedAt(name);
    }

    @Override
    public String revision(String folder) {
        return store.revision(folder);
    }

    @Override
    public void remove(String name) {
        step();
        store.remove(name);
    }

    private void step() {
        if (stepsLeft-- <= 0) {
            throw new Crash();
        }
    }
}
