package org.e2enet.metrics.evaluate;

import org.e2enet.faults.Fault;
import org.e2enet.faults.Pseudonym;

/** Errors of scoring, by code. */
final class MetricsFaults {
    private MetricsFaults() {}

    static RuntimeException noClasses(String dataset) {
        return new Fault(
                        "MET-101",
                        "no class to score: neither dataset, model nor truth names a label",
                        "dataset " + Pseudonym.of(dataset),
                        "Give the dataset's labels when it is ingested, then replay the dead letter.")
                .exception();
    }
}
