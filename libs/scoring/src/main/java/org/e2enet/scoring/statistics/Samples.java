package org.e2enet.scoring.statistics;

import java.util.Arrays;
import org.e2enet.faults.Fault;

/** The checks every statistic makes before it looks at its numbers. */
final class Samples {
    private Samples() {}

    static void require(boolean holds, String what, String mend) {
        if (!holds) {
            throw new Fault("SCO-121", what, "samples", mend).exception();
        }
    }

    static void requireFinite(double[] values) {
        require(
                Arrays.stream(values).allMatch(Double::isFinite),
                "a value is not finite",
                "Leave cases out whose score is undefined.");
    }
}
