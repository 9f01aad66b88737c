package org.e2enet.edge.records;

import org.e2enet.contract.Event;
import org.e2enet.edge.work.Lane;
import org.e2enet.faults.Fault;

/**
 * What a service does with the records of a topic, on a lane's thread. Every step may be done again: a record that was held up, or
 * delivered twice, comes again from the start.
 *
 * @param <E> the topic's events
 */
public interface RecordWork<E extends Event> {
    /**
     * Does the work, effects and announcements included; the record is acknowledged when this returns.
     *
     * @param lane the lane this runs on: long work leaves when it drains, by whatever exception
     * @throws org.e2enet.faults.FaultException what stopped it, whoever is at fault: the intake tells a record's fault from its
     *     surroundings' and waits for those
     * @throws NotYet to be asked again later, with the lane free meanwhile
     */
    void handle(E event, Lane lane);

    /**
     * Answers a record that cannot be worked on, for example by an event that says so.
     *
     * @return whether that is all; if not, the record becomes a dead letter
     */
    default boolean answer(E event, Fault fault) {
        return false;
    }

    /** A compacted topic's record without a value: the key is gone. @return whether that has a meaning here */
    default boolean removed(String key) {
        return false;
    }
}
