package org.e2enet.catalogue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.e2enet.store.DocumentStore;

/**
 * What became of dead letters: when each was replayed or dismissed, a line of plain text per letter. A letter ends once. Thread safe,
 * over processes too.
 */
public final class Replays {
    private static final String FOLDER = "letters";
    private static final String DISMISSED = "dismissed ";

    private final DocumentStore store;

    Replays(DocumentStore store) {
        this.store = store;
    }

    /** @param dismissed whether it was put away for good, and not sent again */
    public record End(Instant at, boolean dismissed) {}

    /** @param letter its id in parts, joined by '/' */
    public Optional<End> end(String letter) {
        return store.find(name(letter)).map(text -> end(text));
    }

    /** Marks a letter as replayed now, unless it ended before. @return whether this call did */
    public boolean replayed(String letter) {
        return mark(letter, "");
    }

    /** Marks a letter as dismissed now, unless it ended before. @return whether this call did */
    public boolean dismissed(String letter) {
        return mark(letter, DISMISSED);
    }

    /** Takes the mark away: the replay failed. */
    public void unmark(String letter) {
        store.remove(name(letter));
    }

    private boolean mark(String letter, String how) {
        String now = how + Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return store.publishIfAbsent(name(letter), now.getBytes(StandardCharsets.UTF_8));
    }

    private static End end(byte[] mark) {
        String text = new String(mark, StandardCharsets.UTF_8);
        boolean dismissed = text.startsWith(DISMISSED);
        return new End(Instant.parse(dismissed ? text.substring(DISMISSED.length()) : text), dismissed);
    }

    private static String name(String letter) {
        return FOLDER + "/" + letter;
    }
}
