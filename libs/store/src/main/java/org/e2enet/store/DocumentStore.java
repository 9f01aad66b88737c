package org.e2enet.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Small named documents ({@code scans/<scanId>.json}, {@code models/<modelId>.json}): what services look up by id.
 * A name is segments joined by '/'; each has letters, digits, '.', '_' and '-' and starts with a letter or digit, so no name
 * leaves the store. Thread safe, over processes too.
 */
public interface DocumentStore {
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

    /**
     * When a document was last written, or when one right below a folder was last added, replaced or removed. The clock may
     * be coarse: two changes within a moment may have one time.
     */
    Optional<Instant> changedAt(String name);

    /** Whether a document may have this name. */
    default boolean isName(String name) {
        return DocumentName.isPossible(name);
    }

    /** Removes the document if it is there. */
    void remove(String name);
}
