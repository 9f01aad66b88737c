package org.e2enet.benchmarks;

import java.util.List;

/** All comparisons of one machine and thread count. */
public record InferenceReport(String machine, int threads, List<InferenceCase> cases) {
    public InferenceReport {
        cases = List.copyOf(cases);
    }
}
