package org.e2enet.pacs.series;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;
import org.e2enet.dicom.exchange.ResultKind;
import org.e2enet.faults.Fault;

/**
 * One result on its way to one place.
 *
 * @param destination the archive's name, or that of a further destination in the archive's settings
 * @param tried how often
 * @param due when it is tried next, while it is pending
 * @param fault of the last try, null where it went well
 */
public record Delivery(String destination, ResultKind kind, State state, int tried, Instant due, Fault fault) {
    /** In JSON in lower case. */
    public enum State {
        @JsonProperty("pending")
        PENDING,
        @JsonProperty("done")
        DONE,
        @JsonProperty("given-up")
        GIVEN_UP
    }

    static Delivery pending(String destination, ResultKind kind) {
        return new Delivery(destination, kind, State.PENDING, 0, Instant.now(), null);
    }

    public Delivery done() {
        return new Delivery(destination, kind, State.DONE, tried + 1, null, null);
    }

    /** @param again when to try it next; empty to give it up */
    public Delivery failed(Fault why, Optional<Instant> again) {
        State now = again.isPresent() ? State.PENDING : State.GIVEN_UP;
        return new Delivery(destination, kind, now, tried + 1, again.orElse(null), why);
    }

    boolean isSameAs(Delivery other) {
        return destination.equals(other.destination) && kind == other.kind;
    }
}
