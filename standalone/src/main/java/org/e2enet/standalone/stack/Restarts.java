package org.e2enet.standalone.stack;

import java.time.Duration;

/**
 * How often a service ended and how long to wait before it is started again: 1 s, 2 s, 4 s … up to a minute. A service that then
 * runs for ten minutes begins anew. It is never given up: what it lacks may come back at night.
 *
 * @param inARow ends without a quiet time between them
 */
record Restarts(int inARow) {
    static final Restarts NONE = new Restarts(0);

    static final Duration QUIET_TIME = Duration.ofMinutes(10);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int DOUBLINGS = 6;

    /** After another end. @param ranFor how long the service had run */
    Restarts after(Duration ranFor) {
        return new Restarts(ranFor.compareTo(QUIET_TIME) >= 0 ? 1 : inARow + 1);
    }

    /** Before the next start. */
    Duration pause() {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(Math.max(inARow - 1, 0), DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
