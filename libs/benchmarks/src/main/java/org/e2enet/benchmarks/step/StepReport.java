package org.e2enet.benchmarks.step;

import java.util.List;

/** All pairs of network and engine of one run, in the order in which they took turns. */
public record StepReport(String machine, int threads, int patch, int batch, List<StepCase> cases) {
    public StepReport {
        cases = List.copyOf(cases);
    }
}
