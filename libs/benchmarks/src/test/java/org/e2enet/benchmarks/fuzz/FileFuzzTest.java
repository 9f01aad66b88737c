package org.e2enet.benchmarks.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run; {@code ./e2enet bench fuzz --inputs 1000000} is a long one. */
class FileFuzzTest {
    private static final int INPUTS = 5_000;

    @TempDir
    Path folder;

    @Test
    void shouldRefuseDamagedFilesOfEveryFormatWithFaultsAlone() throws IOException {
        FuzzReport report = FileFuzz.run(INPUTS, 1, folder, _ -> {});

        assertEquals(List.of(), report.failures());
        assertEquals(INPUTS, report.inputs());
        for (String code : List.of("IMG-102", "IMG-103", "IMG-104", "IMG-130", "DCM-104", "DCM-601")) {
            assertTrue(report.refused().containsKey(code), () -> code + " is never met: " + report.refused());
        }
        assertTrue(report.taken() > 0 && report.taken() < INPUTS / 2, report::toString);
    }
}
