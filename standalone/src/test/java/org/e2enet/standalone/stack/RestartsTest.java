package org.e2enet.standalone.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartsTest {
    @Test
    void shouldGrowThePauseUpToAMinuteAndNeverGiveUp() {
        List<Long> pausesSeconds = Stream.iterate(Restarts.NONE, ends -> ends.after(Duration.ofSeconds(3)))
                .skip(1)
                .limit(100)
                .map(ends -> ends.pause().toSeconds())
                .toList();

        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L), pausesSeconds.subList(0, 8));
        assertEquals(60L, pausesSeconds.getLast());
    }

    @Test
    void shouldBeginAnewAfterAQuietTime() {
        Restarts often = new Restarts(5);

        assertEquals(1, often.after(Restarts.QUIET_TIME).inARow());
        assertEquals(6, often.after(Restarts.QUIET_TIME.minusSeconds(1)).inARow());
    }
}
