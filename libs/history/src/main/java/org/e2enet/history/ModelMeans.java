package org.e2enet.history;

import java.time.Instant;

/**
 * One model on one data set, over its current scores. A scan predicted more than once (other settings) is one case.
 *
 * @param version differs when a score of it came, changed or went in between
 * @param cases scans with a score
 * @param dice mean over cases of each case's mean over classes, 0 … 1; null when none is defined
 * @param diceCases how many cases it rests on
 */
public record ModelMeans(
        String modelId,
        long version,
        int cases,
        Double dice,
        int diceCases,
        Double nsd,
        int nsdCases,
        Instant lastScoredAt) {}
