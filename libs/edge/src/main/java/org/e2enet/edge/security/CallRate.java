package org.e2enet.edge.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many calls each of many may make: a token bucket for each, as large as what flows into it in a minute. Those who have not called for
 * longest are forgotten, so that names that somebody makes up take no memory; a bucket that is forgotten is full again, as most are by
 * then. Thread safe.
 */
final class CallRate {
    private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

    private final int perMinute;
    private final Map<String, Bucket> buckets;

    /** What is left, at a time. */
    private static final class Bucket {
        private double calls;
        private long atNanos;

        private Bucket(double calls, long atNanos) {
            this.calls = calls;
            this.atNanos = atNanos;
        }
    }

    /** @param perMinute 0 for no limit @param most callers that are remembered */
    CallRate(int perMinute, int most) {
        this.perMinute = perMinute;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > most;
            }
        };
    }

    int perMinute() {
        return perMinute;
    }

    /**
     * Takes one call.
     *
     * @param nowNanos of a clock that only goes forward
     * @return nothing where it may be made, else after how long one may be
     */
    synchronized Duration waitFor(String who, long nowNanos) {
        if (perMinute == 0) {
            return Duration.ZERO;
        }
        Bucket bucket = buckets.computeIfAbsent(who, _ -> new Bucket(perMinute, nowNanos));
        double flown = (nowNanos - bucket.atNanos) * (perMinute / NANOS_PER_MINUTE);
        bucket.calls = Math.min(perMinute, bucket.calls + Math.max(0, flown));
        bucket.atNanos = nowNanos;
        if (bucket.calls >= 1) {
            bucket.calls--;
            return Duration.ZERO;
        }
        return Duration.ofNanos((long) Math.ceil((1 - bucket.calls) * (NANOS_PER_MINUTE / perMinute)));
    }

    synchronized int remembered() {
        return buckets.size();
    }
}
