package org.e2enet.edge.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.Test;

class LivenessWatchTest {
    private static final Duration BEARS = Duration.ofMillis(60);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void shouldEndAProcessThatStaysDown() throws InterruptedException {
        LivenessWatch watch = new LivenessWatch(() -> false, ended::countDown, BEARS);
        watch.start();
        assertTrue(ended.await(Patience.LONG.toSeconds(), TimeUnit.SECONDS));
        watch.close();
    }

    @Test
    void shouldTakeNoAnswerForDown() throws InterruptedException {
        LivenessWatch watch = new LivenessWatch(
                () -> {
                    throw new IllegalStateException("no answer");
                },
                ended::countDown,
                BEARS);
        watch.start();
        assertTrue(ended.await(Patience.LONG.toSeconds(), TimeUnit.SECONDS));
        watch.close();
    }

    @Test
    void shouldBearWithAProcessThatComesBack() {
        LivenessWatch watch = new LivenessWatch(() -> looks.incrementAndGet() % 3 == 0, ended::countDown, BEARS);
        watch.start();
        Awaitility.await().atMost(Patience.LONG).until(() -> looks.get() > 30);
        watch.close();
        assertEquals(1, ended.getCount());
    }
}
