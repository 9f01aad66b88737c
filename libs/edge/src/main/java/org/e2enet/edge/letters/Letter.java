package org.e2enet.edge.letters;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * A dead letter as a caller sees it: nothing of the record's content.
 *
 * @param id {@code <topic>.dlq-<partition>@<offset>}
 * @param topic where the record came from, and goes when it is replayed
 * @param stage where it failed
 * @param code fault code
 * @param since when it was put aside
 * @param cutFromBytes the record's size, where the letter has only its beginning
 * @param replayedAt when it was sent to its topic again, absent if it was not
 * @param dismissedAt when it was put away for good, absent if it was not
 */
public record Letter(
        String id,
        String topic,
        String stage,
        String code,
        Instant since,
        Long ageSeconds,
        Long cutFromBytes,
        Instant replayedAt,
        Instant dismissedAt) {
    /** Whether it waits for somebody to do something about it. */
    @JsonIgnore
    boolean isOpen() {
        return replayedAt == null && dismissedAt == null;
    }
}
