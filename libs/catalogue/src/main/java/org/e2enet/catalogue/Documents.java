package org.e2enet.catalogue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.e2enet.contract.EventJson;
import org.e2enet.faults.FaultException;
import org.e2enet.store.DocumentStore;
import org.e2enet.store.Sha256;
import org.e2enet.store.StoreFaults;

/**
 * Documents of one kind, by id. An id that cannot be one is not there. Thread safe, over processes too.
 *
 * <p>Errors are {@link FaultException}s: {@code STO-2xx} when the store cannot be read or written.
 */
public final class Documents<T> {
    private static final String ENDING = ".json";
    private static final int REVISION_DIGITS = 16;

    private final DocumentStore store;
    private final String folder;
    private final Class<T> type;
    private final Function<T, String> id;
    private final Strangers strangers;

    /** @param id of a value; of some kinds it has two parts, joined by '/' */
    Documents(DocumentStore store, String folder, Class<T> type, Function<T, String> id, Strangers strangers) {
        this.store = store;
        this.folder = folder;
        this.type = type;
        this.id = id;
        this.strangers = strangers;
    }

    /** @throws FaultException {@code STO-106} when it is there but torn */
    public Optional<T> find(String id) {
        return bytes(id).map(json -> read(id, json));
    }

    /** As {@link #find}; a torn one counts as absent and is told of once: for what can be made again. */
    public Optional<T> findReadable(String id) {
        return bytes(id).flatMap(json -> readable(id, json));
    }

    /** As {@link #findReadable}, with revision and time. */
    public Optional<Entry<T>> entry(String id) {
        return isPossible(id) ? store.findDated(name(id)).flatMap(found -> entry(id, found)) : Optional.empty();
    }

    /** Whether there is such a document, torn or not. */
    public boolean contains(String id) {
        return bytes(id).isPresent();
    }

    /** Makes the document or replaces it, as a whole. */
    public void put(T value) {
        put(id.apply(value), value);
    }

    void put(String key, T value) {
        store.publish(name(key), EventJson.write(value));
    }

    /**
     * Makes the document unless there is one that can be read.
     *
     * @return the one that is kept: of two made at once, the first
     */
    public T keep(T value) {
        String key = id.apply(value);
        byte[] json = EventJson.write(value);
        if (store.publishIfAbsent(name(key), json)) {
            return value;
        }
        Optional<T> first = findReadable(key);
        if (first.isEmpty()) {
            store.publish(name(key), json);
        }
        return first.orElse(value);
    }

    /** As {@link #keep}, but a torn one is {@code STO-106}: for what cannot be made again. */
    T keepWhole(T value) {
        String key = id.apply(value);
        return store.publishIfAbsent(name(key), EventJson.write(value))
                ? value
                : find(key).orElse(value);
    }

    /** Removes the document if it is there. */
    public void remove(String id) {
        if (isPossible(id)) {
            store.remove(name(id));
        }
    }

    /** All ids, sorted. */
    public List<String> ids() {
        return ids("");
    }

    /**
     * Up to {@code limit} documents by id; torn ones are passed over and told of once.
     *
     * @param after the last id of the page before, or null to begin
     * @param limit at least 1
     */
    public Page<Entry<T>> page(String after, int limit) {
        return page("", after, limit);
    }

    /** When the document was last written; empty when there is none. */
    public Optional<Instant> writtenAt(String id) {
        return isPossible(id) ? store.changedAt(name(id)) : Optional.empty();
    }

    /** Every document that can be read, by id. Reads one after the other, as the stream is taken. */
    public Stream<Entry<T>> all() {
        return ids().stream().flatMap(each -> entry(each).stream());
    }

    /**
     * Differs whenever a document was added, replaced or removed in between: two equal ones say that nothing was. Of kinds
     * whose ids have one part.
     */
    public String revision() {
        return store.revision(folder);
    }

    /** Ids whose first part is the given one, or all of them for "". */
    List<String> ids(String within) {
        String below = within.isEmpty() ? folder : folder + "/" + within;
        List<String> ids = new ArrayList<>();
        if (!store.isName(below)) {
            return ids;
        }
        for (String name : store.list(below, file -> stranger(file, "a file that is no document"))) {
            if (name.endsWith(ENDING)) {
                ids.add(id(name));
            } else {
                stranger(name, "a file that is no document");
            }
        }
        return ids;
    }

    Page<Entry<T>> page(String within, String after, int limit) {
        List<Entry<T>> items = new ArrayList<>();
        for (String each : ids(within)) {
            if (after != null && each.compareTo(after) <= 0) {
                continue;
            }
            if (items.size() == limit) {
                return new Page<>(items, items.getLast().id());
            }
            entry(each).ifPresent(items::add);
        }
        return new Page<>(items, null);
    }

    /** Gives every document's id and text, torn ones too: to find out who mentions what. */
    void forEachText(BiConsumer<String, String> visitor) {
        store.findAll(
                ids().stream().map(this::name).toList(),
                (name, found) -> visitor.accept(id(name), new String(found.content(), StandardCharsets.UTF_8)));
    }

    /** Those of the documents that are there and can be read, in the order of their ids. */
    void forEach(Collection<String> ids, Consumer<Entry<T>> visitor) {
        store.findAll(ids.stream().sorted().map(this::name).toList(), (name, found) -> entry(id(name), found)
                .ifPresent(visitor));
    }

    private Optional<byte[]> bytes(String id) {
        return isPossible(id) ? store.find(name(id)) : Optional.empty();
    }

    /** Whether there may be a document of this id. */
    boolean isPossible(String id) {
        return id != null && store.isName(name(id));
    }

    private String id(String name) {
        return name.substring(folder.length() + 1, name.length() - ENDING.length());
    }

    private String name(String id) {
        return folder + "/" + id + ENDING;
    }

    private Optional<Entry<T>> entry(String id, DocumentStore.Dated found) {
        String revision = Sha256.of(found.content()).substring(0, REVISION_DIGITS);
        return readable(id, found.content()).map(value -> new Entry<>(id, value, revision, found.changedAt()));
    }

    private Optional<T> readable(String id, byte[] json) {
        try {
            return Optional.of(read(id, json));
        } catch (FaultException torn) {
            stranger(name(id), torn.fault().what());
            return Optional.empty();
        }
    }

    private T read(String id, byte[] json) {
        try {
            return EventJson.read(json, type);
        } catch (FaultException unreadable) {
            throw StoreFaults.unreadableDocument(name(id)).exception(unreadable);
        }
    }

    private void stranger(String file, String what) {
        strangers.tell(folder, file, what);
    }
}
