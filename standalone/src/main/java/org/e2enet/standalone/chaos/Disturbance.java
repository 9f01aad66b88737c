package org.e2enet.standalone.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** What is done to a stack while scans are on their way. */
enum Disturbance {
    KILL_INGEST,
    KILL_TRAIN,
    KILL_INFER,
    KILL_METRICS,
    KILL_CONSOLE,
    BROKER_RESTART,
    /** Longer than clients' and sessions' patience. */
    PAUSE_INFER,
    PAUSE_INGEST,
    STORE_AWAY,
    STORE_FULL,
    DUPLICATES,
    REORDERED,
    GARBAGE,
    OUTDATED,
    /** Nobody is there. */
    BUCKET_AWAY,
    /** Every call is answered 503. */
    BUCKET_BUSY,
    /** Of scores. */
    DATABASE_AWAY;

    /** What can be done to a stack that has all it needs itself. */
    static final Set<Disturbance> ALONE =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(BUCKET_AWAY, BUCKET_BUSY, DATABASE_AWAY)));

    /** {@code kill-ingest}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * An order of disturbances, rounds of all of them. A round pauses one service, not both: that is most of its time.
     *
     * @param rounds at least 1
     * @param possible of which a round has all
     */
    static List<Disturbance> schedule(int rounds, long seed, Set<Disturbance> possible) {
        Random random = new Random(seed);
        List<Disturbance> schedule = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<Disturbance> all = new ArrayList<>(
                    Arrays.stream(values()).filter(possible::contains).toList());
            all.remove(random.nextBoolean() ? PAUSE_INFER : PAUSE_INGEST);
            Collections.shuffle(all, random);
            schedule.addAll(all);
        }
        return schedule;
    }
}
