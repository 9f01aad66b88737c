package org.e2enet.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeakMemoryTest {
    @Test
    void shouldReadThePeakOfTheProcess() {
        assertEquals(2000, PeakMemory.mebibytes(List.of("Name:\tjava", "VmHWM:\t 2048000 kB", "VmRSS:\t 1024 kB")));
    }

    @Test
    void shouldSayUnknownWhereNothingIsTold() {
        assertEquals(-1, PeakMemory.mebibytes(List.of("Name:\tjava")));
    }
}
