package org.e2enet.edge.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallRateTest {
    private static final Duration NONE = Duration.ZERO;
    private final CallRate rate = new CallRate(60, 3);
    private long now = Long.MAX_VALUE - 1_000; // a clock that goes over while it is looked at

    @Test
    void shouldTakeAMinutesCallsAtOnceAndThenAsManyAsFlowIn() {
        for (int call = 0; call < 60; call++) {
            assertEquals(NONE, rate.waitFor("a", now));
        }
        assertEquals(Duration.ofSeconds(1), rate.waitFor("a", now));

        now += Duration.ofMillis(400).toNanos();
        assertEquals(Duration.ofMillis(600), rate.waitFor("a", now), "a call that is refused takes nothing");
        now += Duration.ofMillis(600).toNanos();
        assertEquals(NONE, rate.waitFor("a", now));
        assertNotEquals(NONE, rate.waitFor("a", now));

        now += Duration.ofHours(9).toNanos();
        for (int call = 0; call < 60; call++) {
            assertEquals(NONE, rate.waitFor("a", now));
        }
        assertNotEquals(NONE, rate.waitFor("a", now), "no more than a minute's calls are saved");
    }

    @Test
    void shouldLetNobodyTakeTheCallsOfAnother() {
        while (rate.waitFor("a", now).isZero()) {
            assertTrue(rate.remembered() == 1);
        }

        assertEquals(NONE, rate.waitFor("b", now));
    }

    @Test
    void shouldRememberSoManyAndForgetWhoCalledLongestAgo() {
        while (rate.waitFor("a", now).isZero()) {
            rate.waitFor("b", now);
        }
        for (int caller = 0; caller < 1_000; caller++) {
            rate.waitFor("made up " + caller, now);
            assertNotEquals(NONE, rate.waitFor("a", now), "who calls on is not forgotten");
            assertTrue(rate.remembered() <= 3);
        }
    }

    @Test
    void shouldHaveNoLimitAtZero() {
        CallRate free = new CallRate(0, 3);
        for (int call = 0; call < 100_000; call++) {
            assertEquals(NONE, free.waitFor("a", now));
        }
        assertEquals(0, free.remembered());
    }

    @Test
    void shouldTakeANetworkOfTheNewKindForOneAddress() {
        assertEquals(CallLimits.network("2001:db8:1:2::1"), CallLimits.network("2001:db8:1:2:ffff::9"));
        assertNotEquals(CallLimits.network("2001:db8:1:2::1"), CallLimits.network("2001:db8:1:3::1"));
        assertNotEquals(CallLimits.network("192.0.2.1"), CallLimits.network("192.0.2.2"));
        assertEquals("a-name", CallLimits.network("a-name"));
    }
}
