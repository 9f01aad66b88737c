package org.e2enet.standalone.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.e2enet.standalone.login.LoginStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every call of every service with every role, and with none, asked as nobody should. The number of requests and their seed are system
 * properties, {@code fuzz.requests} and {@code fuzz.seed}: docs/security.md has the long form.
 */
class RestFuzzIT {
    private static final long REQUESTS = Long.getLong("fuzz.requests", 3_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1);

    @TempDir
    private static Path directory;

    private static LoginStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = LoginStack.start(directory);
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void shouldRefuseInOneFormWhateverComesAndTellNothingOfTheInside() throws Exception {
        RestFuzz fuzz = new FuzzedStack(stack, directory).fuzz();

        RestFuzz.Report report = fuzz.run(REQUESTS, SEED);

        System.out.println("seed " + SEED + ": " + report.requests() + " requests, " + report.answers());
        assertEquals(List.of(), report.failures(), () -> String.join("\n", report.failures()));
        assertEquals(REQUESTS, report.requests());
        assertTrue(sum(report, "2") > REQUESTS / 50, () -> "hardly anything was let in: " + report.answers());
        assertTrue(
                sum(report, "400") > REQUESTS / 50,
                () -> "hardly anything came as far as a service: " + report.answers());
    }

    private static long sum(RestFuzz.Report report, String status) {
        return report.answers().entrySet().stream()
                .filter(answer -> answer.getKey().startsWith(status))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
