package org.e2enet.standalone.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NativeMemoryTest {
    private static final List<String> SERIAL = List.of(
            "4711:",
            "def new generation   total 9216K, used 512K [0x00000000f0000000, 0x00000000f0a00000, 0x00000000f2000000)",
            "tenured generation   total 65536K, used 0K [0x00000000f2000000, 0x00000000f6000000, 0x0000000100000000)",
            "Metaspace       used 512K, committed 640K, reserved 1114112K");

    @Test
    void shouldCountWhatIsResidentOfNoFileAndNoHeap() throws IOException {
        List<String> mappings = List.of(
                "f0000000-f0a00000 rw-p 00000000 00:00 0 ",
                "Rss:               10240 kB",
                "Anonymous:         10240 kB",
                "f2000000-f6000000 rw-p 00000000 00:00 0 ",
                "Anonymous:          4096 kB",
                "7f0000000000-7f0000100000 rw-p 00000000 00:00 0 ",
                "Rss:                 900 kB",
                "Anonymous:           700 kB",
                "7f0000200000-7f0000300000 r-xp 00000000 08:01 1234   /usr/lib/libjvm.so",
                "Rss:                1000 kB",
                "Anonymous:            12 kB");

        assertEquals(712, NativeMemory.kibibytes(SERIAL, mappings));
    }

    @Test
    void shouldNotTakeAllForNativeWhereTheHeapIsNotTold() {
        assertThrows(IOException.class, () -> NativeMemory.kibibytes(List.of("no such process"), List.of()));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldSeeMemoryThatIsTouchedOutsideOfTheHeap() throws IOException, InterruptedException {
        int mebibytes = 256;
        long pid = ProcessHandle.current().pid();
        double before = NativeMemory.mebibytes(pid);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment touched = arena.allocate((long) mebibytes << 20);
            touched.fill((byte) 1);

            double grown = NativeMemory.mebibytes(pid) - before;

            assertTrue(grown > mebibytes / 2.0, () -> grown + " MiB more of " + mebibytes);
        }
        assertTrue(before > 0, "what the machine itself holds");
    }
}
