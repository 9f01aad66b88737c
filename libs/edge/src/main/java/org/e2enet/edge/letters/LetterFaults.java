package org.e2enet.edge.letters;

import org.e2enet.edge.EdgeFaults;
import org.e2enet.faults.Fault;

/** What can be wrong with asking for dead letters. */
final class LetterFaults {
    private LetterFaults() {}

    static Fault unknown() {
        return new Fault(
                EdgeFaults.UNKNOWN_LETTER,
                "no such dead letter of a topic that this service reads",
                "letter",
                "List them: GET /letters; an id is <topic>.dlq-<partition>@<offset>.");
    }

    static Fault originalGone() {
        return new Fault(
                "EDG-113",
                "the letter has only the beginning of its record, and the record is no longer on its topic",
                "letter",
                "Send the record again from where it came.");
    }

    static Fault badLimit(int most) {
        return new Fault("EDG-114", "not a number of letters", "query limit", "Ask for 1 to " + most + ".");
    }
}
