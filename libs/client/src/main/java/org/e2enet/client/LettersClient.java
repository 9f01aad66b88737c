package org.e2enet.client;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Dead letters of the topics that one service reads. Thread safe. */
public final class LettersClient {
    private final Rest rest;

    /** Of a service that asks nobody for a login. */
    public LettersClient(URI address) {
        this(address, Pass.NONE);
    }

    /** @param pass what lets its calls in */
    public LettersClient(URI address, Pass pass) {
        this.rest = new Rest(address, pass);
    }

    /**
     * A record that could not be handled.
     *
     * @param id {@code <topic>.dlq-<partition>@<offset>}
     * @param topic where the record came from, and goes when it is replayed
     * @param stage where it failed
     * @param code of the fault
     * @param since when it was put aside
     * @param replayedAt when it was sent again, or null
     * @param dismissedAt when it was put away for good, or null
     */
    public record Letter(
            String id,
            String topic,
            String stage,
            String code,
            Instant since,
            Instant replayedAt,
            Instant dismissedAt) {}

    /** @param next where the next page begins, or null */
    record Page(List<Letter> letters, String next) {}

    /** All letters that were neither replayed nor dismissed. */
    public List<Letter> list() throws InterruptedException {
        List<Letter> all = new ArrayList<>();
        String after = null;
        do {
            Page page = rest.get("/letters" + (after == null ? "" : "?after=" + Rest.segment(after)), Page.class);
            all.addAll(page.letters());
            after = page.next();
        } while (after != null);
        return all;
    }

    /** Sends a letter's record to its topic again, once. */
    public Letter replay(String id) throws InterruptedException {
        return rest.post("/letters/" + Rest.segment(id) + "/replay", new Nothing(), Letter.class);
    }

    /** Puts a letter away for good, unless it was replayed. */
    public Letter dismiss(String id) throws InterruptedException {
        return rest.post("/letters/" + Rest.segment(id) + "/dismiss", new Nothing(), Letter.class);
    }

    /** A body that says nothing. */
    private record Nothing() {}
}
