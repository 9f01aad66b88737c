package org.e2enet.metrics.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.e2enet.store.DocumentStore;

/** Counts what is asked of a store. */
final class CountingStore implements DocumentStore {
    private final DocumentStore store;
    int reads;
    int lists;

    CountingStore(DocumentStore store) {
        this.store = store;
    }

    @Override
    public void publish(String name, byte[] content) {
        store.publish(name, content);
    }

    @Override
    public boolean publishIfAbsent(String name, byte[] content) {
        return store.publishIfAbsent(name, content);
    }

    @Override
    public Optional<byte[]> find(String name) {
        reads++;
        return store.find(name);
    }

    @Override
    public List<String> list(String folder, Consumer<String> strangers) {
        lists++;
        return store.list(folder, strangers);
    }

    @Override
    public Optional<Instant> changedAt(String name) {
        return store.changedAt(name);
    }

    @Override
    public void remove(String name) {
        store.remove(name);
    }
}
