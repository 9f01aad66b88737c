package org.e2enet.standalone.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LiveHeapTest {
    @Test
    void shouldReadTheBytesOfAllClasses() throws IOException {
        List<String> histogram = List.of(
                "4711:",
                " num     #instances         #bytes  class name (module)",
                "-------------------------------------------------------",
                "   1:           100        4000000  [B (java.base@25)",
                "   2:            10            240  com.example.Total",
                "Total           110        4000240");

        assertEquals(4_000_240, LiveHeap.bytes(histogram));
    }

    @Test
    void shouldNotTakeNothingForAnEmptyHeap() {
        assertThrows(IOException.class, () -> LiveHeap.bytes(List.of("4711:", "no such command")));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldCountWhatIsHeldAndNoGarbage(@TempDir Path folder) throws IOException, InterruptedException {
        Process holder = HeapHolder.start(folder);
        try {
            Awaitility.await().atMost(Patience.LONG).until(() -> HeapHolder.isReady(folder) || !holder.isAlive());
            assertTrue(holder.isAlive(), "the program ended before it held anything");

            double live = LiveHeap.mebibytes(holder.pid());

            assertTrue(live >= HeapHolder.HELD_MIB, () -> live + " MiB");
            assertTrue(live < HeapHolder.HELD_MIB + HeapHolder.GARBAGE_MIB, () -> live + " MiB");
        } finally {
            holder.destroyForcibly();
        }
    }
}
