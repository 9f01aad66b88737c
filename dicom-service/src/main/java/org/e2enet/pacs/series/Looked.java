package org.e2enet.pacs.series;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.e2enet.faults.Fault;
import org.e2enet.pacs.routing.Route;

/** What looking at a series has shown. */
sealed interface Looked {
    /** It is still coming in. */
    record Later(Instant due) implements Looked {}

    /** There is nothing to do for it. @param outcome for metrics */
    record PassedOver(String outcome) implements Looked {}

    /**
     * A route takes it.
     *
     * @param key of the case: a pseudonym of archive, series and all instances
     * @param channels the series that make up the scan, in the order of the data set's channels
     * @param problem why they make up none, as far as that is seen without their pixels
     */
    record Taken(String key, List<Channel> channels, Route route, Optional<Fault> problem) implements Looked {
        /** The series that results lie on and refer to. */
        Channel first() {
            return channels.getFirst();
        }

        int instances() {
            return channels.stream()
                    .mapToInt(channel -> channel.instances().size())
                    .sum();
        }
    }
}
