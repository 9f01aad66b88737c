package org.e2enet.metrics.evaluate;

import org.e2enet.faults.Fault;
import org.e2enet.faults.Pseudonym;
import org.e2enet.memory.Need;

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

    static RuntimeException tooLarge(Need need, long lentBytes) {
        return new Fault(
                        "MET-102",
                        "truth and prediction take %d MiB to score, the service lends %d MiB of its heap"
                                .formatted(need.heapBytes() >> 20, lentBytes >> 20),
                        "prediction",
                        "Give metrics-service more memory, then replay the dead letter.")
                .exception();
    }
}
