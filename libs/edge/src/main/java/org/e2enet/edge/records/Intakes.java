package org.e2enet.edge.records;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.e2enet.contract.Event;
import org.e2enet.edge.EdgeConfig;
import org.e2enet.edge.work.Lane;

/** Makes the service's intakes. Thread-safe. */
@Singleton
public final class Intakes {
    private final Surroundings surroundings;
    private final DeadLetters deadLetters;
    private final EdgeConfig config;

    @Inject
    Intakes(Surroundings surroundings, DeadLetters deadLetters, EdgeConfig config) {
        this.surroundings = surroundings;
        this.deadLetters = deadLetters;
        this.config = config;
    }

    /**
     * @param stage for dead letters, metrics and readiness, for example {@code ingest.normalize}
     * @param lane whose threads do the work, as many records at once as it has
     */
    public <E extends Event> EventIntake<E> open(Class<E> type, String stage, Lane lane, RecordWork<E> work) {
        return new EventIntake<>(
                type, stage, lane, lane.threads(), work, surroundings, deadLetters, config.longestPause());
    }
}
