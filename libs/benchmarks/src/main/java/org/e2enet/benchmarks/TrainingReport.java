package org.e2enet.benchmarks;

import java.util.List;

/** All comparisons of one machine, thread count and number of counted steps. */
public record TrainingReport(String machine, int threads, int steps, List<TrainingComparison> cases) {
    public TrainingReport {
        cases = List.copyOf(cases);
    }
}
