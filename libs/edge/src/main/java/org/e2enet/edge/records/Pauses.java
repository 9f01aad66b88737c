package org.e2enet.edge.records;

import java.time.Duration;

/** Growing pauses between tries: a second, then twice as long each time, up to a limit. */
final class Pauses {
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final Duration longest;
    private Duration next = FIRST;
    private int taken;

    Pauses(Duration longest) {
        this.longest = longest;
    }

    Duration next() {
        Duration pause = next.compareTo(longest) < 0 ? next : longest;
        next = pause.multipliedBy(2);
        taken++;
        return pause;
    }

    int taken() {
        return taken;
    }
}
