package org.e2enet.standalone.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JcmdTest {
    /** Shorter than jcmd's own patience with a process that does not listen; were it longer, the call would fail as well. */
    private static final Duration SOON = Duration.ofMillis(200);

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldGiveUpOnAProcessThatIsStopped(@TempDir Path folder) throws IOException, InterruptedException {
        Process stopped = HeapHolder.start(folder);
        try {
            String pid = Long.toString(stopped.pid());
            assertEquals(0, new ProcessBuilder("kill", "-STOP", pid).start().waitFor());

            assertThrows(IOException.class, () -> Jcmd.ask(stopped.pid(), "GC.heap_info", SOON));
        } finally {
            stopped.destroyForcibly();
        }
    }

    @Test
    void shouldSayWhatItWasToldInsteadOfAnAnswer() {
        long own = ProcessHandle.current().pid();

        IOException thrown = assertThrows(IOException.class, () -> Jcmd.ask(own, "GC.no_such_command"));

        assertTrue(thrown.getMessage().contains("GC.no_such_command"), thrown::getMessage);
    }
}
