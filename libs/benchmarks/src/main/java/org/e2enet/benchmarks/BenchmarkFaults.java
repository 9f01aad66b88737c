package org.e2enet.benchmarks;

import java.util.List;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** What can be wrong with the settings of the training benchmarks. */
public final class BenchmarkFaults {
    private BenchmarkFaults() {}

    /** There is no such network or engine. */
    public static FaultException unknown(String what, String label, List<String> labels) {
        return new Fault(
                        "TRA-301",
                        "unknown " + what + " '" + label + "'",
                        "the " + what + "'s name",
                        "Use one of " + labels + ".")
                .exception();
    }

    /** @throws FaultException TRA-302 when a number is below its least */
    public static void requireAtLeast(int least, int value, String option) {
        if (value < least) {
            throw new Fault("TRA-302", "got " + value, option, "Give " + least + " or more.").exception();
        }
    }
}
