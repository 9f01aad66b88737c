package org.e2enet.testkit;

import java.time.Duration;

/** How long tests wait for what must come. On a busy machine it comes late, and only a test that fails waits to the end. */
public final class Patience {
    public static final Duration LONG = Duration.ofMinutes(5);

    private Patience() {}
}
