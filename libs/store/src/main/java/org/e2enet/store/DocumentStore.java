package org.e2enet.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Small named documents ({@code scans/<scanId>.json}, {@code models/<modelId>.json}): what services look up by id.
 * A name is segments joined by '/'; each has letters, digits, '.', '_' and '-' and starts with a letter or digit, so no name
 * leaves the store. Thread safe, over processes too.
 */
public interface DocumentStore {
    /** A document's content and when it was written. */
    record Dated(byte[] content, Instant changedAt) {}

    /** Replaces the document or makes it, atomically: a reader sees the old or the new one, never a mixture. */
    void publish(String name, byte[] content);

    /** Makes the document unless there is one of that name. @return whether this call made it */
    boolean publishIfAbsent(String name, byte[] content);

    Optional<byte[]> find(String name);

    /**
     * Names of all documents below a folder (say {@code scans}), at any depth, sorted.
     *
     * @param strangers told the name of each file that cannot be a document: file systems and people leave such files
     */
    List<String> list(String folder, Consumer<String> strangers);

    /** As {@link #list(String, Consumer)}, strangers passed over in silence. */
    default List<String> list(String folder) {
        return list(folder, stranger -> {});
    }

    /** When a document was last written. The clock may be coarse: two changes within a moment may have one time. */
    Optional<Instant> changedAt(String name);

    /**
     * Differs whenever a document right below a folder was added, replaced or removed in between: two equal ones say that nothing
     * was.
     */
    String revision(String folder);

    /** A document and the time of {@link #changedAt}. */
    default Optional<Dated> findDated(String name) {
        return find(name).map(content -> new Dated(content, changedAt(name).orElse(Instant.EPOCH)));
    }

    /** Gives those of the documents that are there, in the order of their names. A store that is far away reads some at a time. */
    default void findAll(List<String> names, BiConsumer<String, Dated> visitor) {
        names.forEach(name -> findDated(name).ifPresent(found -> visitor.accept(name, found)));
    }

    /** Whether a document may have this name. */
    default boolean isName(String name) {
        return DocumentName.isPossible(name);
    }

    /** Removes the document if it is there. */
    void remove(String name);
}
