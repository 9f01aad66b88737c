package org.e2enet.standalone.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What is done to a stack while scans are on their way. */
enum Disturbance {
    KILL_INGEST,
    KILL_TRAIN,
    KILL_INFER,
    KILL_METRICS,
    BROKER_RESTART,
    /** Longer than clients' and sessions' patience. */
    PAUSE_INFER,
    PAUSE_INGEST,
    STORE_AWAY,
    STORE_FULL,
    DUPLICATES,
    REORDERED,
    GARBAGE,
    OUTDATED;

    /** {@code kill-ingest}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * An order of disturbances, rounds of all of them. A round pauses one service, not both: that is most of its time.
     *
     * @param rounds at least 1
     */
    static List<Disturbance> schedule(int rounds, long seed) {
        Random random = new Random(seed);
        List<Disturbance> schedule = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<Disturbance> all = new ArrayList<>(List.of(values()));
            all.remove(random.nextBoolean() ? PAUSE_INFER : PAUSE_INGEST);
            Collections.shuffle(all, random);
            schedule.addAll(all);
        }
        return schedule;
    }
}
