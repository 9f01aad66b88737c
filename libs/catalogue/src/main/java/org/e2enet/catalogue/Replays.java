package org.e2enet.catalogue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.e2enet.store.DocumentStore;

/** Which dead letters were replayed, and when: a time per letter, as plain text. Thread safe, over processes too. */
public final class Replays {
    private static final String FOLDER = "letters";

    private final DocumentStore store;

    Replays(DocumentStore store) {
        this.store = store;
    }

    /** @param letter its id in parts, joined by '/' */
    public Optional<Instant> at(String letter) {
        return store.find(name(letter)).map(text -> Instant.parse(new String(text, StandardCharsets.UTF_8)));
    }

    /** Marks a letter as replayed now, unless it is. @return whether this call did */
    public boolean mark(String letter) {
        String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        return store.publishIfAbsent(name(letter), now.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes the mark away: the replay failed. */
    public void unmark(String letter) {
        store.remove(name(letter));
    }

    private static String name(String letter) {
        return FOLDER + "/" + letter;
    }
}
