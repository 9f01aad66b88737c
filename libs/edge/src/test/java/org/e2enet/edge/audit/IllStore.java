package org.e2enet.edge.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.e2enet.store.DocumentStore;

/** A store that fails as no store should, for as long as it is ill. */
record IllStore(DocumentStore store, AtomicBoolean isIll) implements DocumentStore {
    private DocumentStore there() {
        if (isIll.get()) {
            throw new IllegalStateException("ill");
        }
        return store;
    }

    @Override
    public void publish(String name, byte[] content) {
        there().publish(name, content);
    }

    @Override
    public boolean publishIfAbsent(String name, byte[] content) {
        return there().publishIfAbsent(name, content);
    }

    @Override
    public Optional<byte[]> find(String name) {
        return there().find(name);
    }

    @Override
    public List<String> list(String folder, Consumer<String> strangers) {
        return there().list(folder, strangers);
    }

    @Override
    public Optional<Instant> changedAt(String name) {
        return there().changedAt(name);
    }

    @Override
    public String revision(String folder) {
        return there().revision(folder);
    }

    @Override
    public void remove(String name) {
        there().remove(name);
    }
}
