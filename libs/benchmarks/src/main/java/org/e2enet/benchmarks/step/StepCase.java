package org.e2enet.benchmarks.step;

/**
 * One network on one engine: medians of one interleaved run.
 *
 * @param sparsity of the network, 0 for a dense one
 * @param steps that count
 * @param seconds of a step by the clock
 * @param cpuSeconds least processor time of a step, all threads together: what is left of the truth on a machine that others use too
 * @param ofFirst seconds / seconds of the report's first case: how many times longer than it
 */
public record StepCase(
        String network, String engine, double sparsity, int steps, double seconds, double cpuSeconds, double ofFirst) {}
