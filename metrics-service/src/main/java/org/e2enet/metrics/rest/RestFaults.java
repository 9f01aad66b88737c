package org.e2enet.metrics.rest;

import java.util.List;
import org.e2enet.edge.rest.Problems;
import org.e2enet.faults.Fault;
import org.e2enet.faults.Pseudonym;

/** Errors of this API's own, by code. */
final class RestFaults {
    static final String NO_SCORE = "MET-201";
    static final String NO_DATASET = "MET-202";
    static final String BAD_LIMIT = "MET-203";
    static final String BAD_ORDER = "MET-204";
    static final String NO_TABLE = "MET-205";

    private RestFaults() {}

    static RuntimeException noScore(String predictionId) {
        return Problems.notFound(new Fault(
                NO_SCORE,
                "no score of this prediction",
                "prediction " + Pseudonym.of(predictionId),
                "GET /scores lists all; predictions of scans without truth have none."));
    }

    static RuntimeException noDataset(String dataset) {
        return Problems.notFound(new Fault(
                NO_DATASET,
                "no prediction of this dataset is scored",
                "dataset " + Pseudonym.of(dataset),
                "GET /models lists the datasets with scores."));
    }

    static RuntimeException noTable(List<String> names) {
        return Problems.notFound(
                new Fault(NO_TABLE, "no such table of the paper", "table", "Ask for one of " + names + "."));
    }

    static RuntimeException badOrder(List<String> names) {
        return new Fault(
                        BAD_ORDER, "no such order", "sort", "Sort by one of " + names + ", with '-' before it to fall.")
                .exception();
    }

    static RuntimeException badLimit(int limit, int most) {
        return new Fault(BAD_LIMIT, "limit " + limit, "query", "Ask for 1 to " + most + " scores.").exception();
    }
}
