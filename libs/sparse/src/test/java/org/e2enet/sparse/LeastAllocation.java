package org.e2enet.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.e2enet.testkit.Program;

/**
 * Bytes that a warm program allocates a round, in JVMs of their own with the vectors the processor has: those it has not are objects for
 * good. What code allocates shows in every one of them; now and then a compiler leaves vectors of one kernel as objects for as long as its
 * process lives, so another one is asked.
 */
final class LeastAllocation {
    private static final int PROCESSES = 4;
    /** The compiler works beside the rounds and has its say late on a busy machine; mostly two seconds are enough. */
    private static final int SECONDS_EACH = 75;

    private LeastAllocation() {}

    /** @param main prints the least bytes of a round, and ends when they are as few as its first argument, or after its second in seconds */
    static long bytes(Class<?> main, long few) throws Exception {
        long least = Long.MAX_VALUE;
        for (int n = 0; n < PROCESSES && least > few; n++) {
            List<String> printed = Program.run(
                    main,
                    List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"),
                    few,
                    SECONDS_EACH);
            assertEquals(1, printed.size(), printed::toString);
            least = Math.min(least, Long.parseLong(printed.getFirst()));
        }
        return least;
    }
}
