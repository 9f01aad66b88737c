package org.e2enet.ingest.upload;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lets equal uploads that come at once be announced once: an announcement made since a caller came covers it too. Thread-safe. */
final class Announcements {
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MANY = 1_000;

    /** When each was announced last, by {@link System#nanoTime}. */
    private final Map<String, Long> last = new ConcurrentHashMap<>();

    /**
     * Announces unless that was done since; who comes meanwhile waits for it. One that fails is none.
     *
     * @param since by {@link System#nanoTime}, at most a minute ago
     */
    void once(String what, long since, Runnable announce) {
        forgetOld();
        last.compute(what, (_, before) -> {
            if (before != null && before - since >= 0) {
                return before;
            }
            announce.run();
            return System.nanoTime();
        });
    }

    /** The time from which an announcement covers a scan that is in work: a minute ago. */
    static long recently() {
        return System.nanoTime() - KEPT.toNanos();
    }

    private void forgetOld() {
        if (last.size() > MANY) {
            long old = recently();
            last.values().removeIf(when -> when - old < 0);
        }
    }
}
