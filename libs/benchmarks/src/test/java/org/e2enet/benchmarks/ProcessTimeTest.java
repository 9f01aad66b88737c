package org.e2enet.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessTimeTest {
    private static final long STEP_OF_THE_JVM_NANOS = 10_000_000;

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldTellWorkThatIsShorterThanTheStepOfTheJvm() {
        long least = Long.MAX_VALUE;
        for (int change = 0; change < 100; change++) {
            long before = ProcessTime.nanos();
            long after = before;
            while (after == before) {
                after = ProcessTime.nanos();
            }
            least = Math.min(least, after - before);
        }

        assertTrue(least > 0 && least < STEP_OF_THE_JVM_NANOS, "least of 100 changes: " + least + " ns");
    }
}
