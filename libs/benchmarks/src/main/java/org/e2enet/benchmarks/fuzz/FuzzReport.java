package org.e2enet.benchmarks.fuzz;

import java.util.List;
import java.util.SortedMap;

/**
 * What became of damaged files.
 *
 * @param inputs read
 * @param taken read without a fault: what was damaged did not matter
 * @param refused by code
 * @param worstMillis of one input
 * @param worstMebibytes allocated for one input, above what its size allows at most
 * @param failures what was thrown that is no fault, and inputs that took too long or too much; with the seed that makes them again
 */
public record FuzzReport(
        long inputs,
        long taken,
        SortedMap<String, Long> refused,
        double worstMillis,
        double worstMebibytes,
        List<String> failures) {}
