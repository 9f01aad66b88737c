package org.e2enet.catalogue;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Documents of one kind by time, for listings: what of them has to be known to sort and group, in memory. Asks the folder for new and
 * removed ones before each answer and reads only these; what is kept must not change with a document. Thread-safe.
 *
 * @param <K> what to group or filter by
 */
public final class Index<T, K> {
    /** @param key of the document, for filters */
    public record Row<K>(Place place, K key) {
        public String id() {
            return place.id();
        }
    }

    private final Documents<T> documents;
    private final Function<Entry<T>, Instant> time;
    private final Function<T, K> key;
    private final Map<String, Row<K>> known = new HashMap<>();
    private List<Row<K>> newestFirst = List.of();
    private String revision;

    public Index(Documents<T> documents, Function<Entry<T>, Instant> time, Function<T, K> key) {
        this.documents = documents;
        this.time = time;
        this.key = key;
    }

    /** All of them that can be read. */
    public synchronized List<Row<K>> newestFirst() {
        String now = documents.revision();
        if (!now.equals(revision)) {
            // Noted before it is read: what comes meanwhile is found the next time.
            refresh();
            revision = now;
        }
        return newestFirst;
    }

    private void refresh() {
        Set<String> ids = new HashSet<>(documents.ids());
        boolean changed = known.keySet().retainAll(ids);
        ids.removeAll(known.keySet());
        documents.forEach(ids, entry -> known.put(entry.id(), row(entry)));
        if (changed || !ids.isEmpty()) {
            newestFirst = known.values().stream()
                    .sorted(Comparator.comparing(Row::place))
                    .toList();
        }
    }

    private Row<K> row(Entry<T> entry) {
        return new Row<>(new Place(time.apply(entry), entry.id()), key.apply(entry.value()));
    }
}
