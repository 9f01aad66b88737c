package org.e2enet.benchmarks;

import java.util.Arrays;
import org.e2enet.network.engine.CompiledNetwork;

/** Forwards of one network, timed by the clock and by the processor time of the whole process. */
final class Timings {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long WARM_UP_NANOS = 5_000_000_000L;

    private final CompiledNetwork network;
    private final float[] input;
    private final double[] millis;
    private final double[] cpuMillis;

    Timings(CompiledNetwork network, float[] input, int runs) {
        this.network = network;
        this.input = input;
        this.millis = new double[runs];
        this.cpuMillis = new double[runs];
    }

    /** The same for every network: at least two forwards and {@link #WARM_UP_NANOS}, until a JIT compiler is done. */
    void warmUp() {
        long start = System.nanoTime();
        network.forward(input, 1);
        do {
            network.forward(input, 1);
        } while (System.nanoTime() - start < WARM_UP_NANOS);
    }

    void time(int run) {
        long cpu = ProcessTime.nanos();
        long start = System.nanoTime();
        network.forward(input, 1);
        millis[run] = (System.nanoTime() - start) / NANOS_PER_MILLI;
        cpuMillis[run] = (ProcessTime.nanos() - cpu) / NANOS_PER_MILLI;
    }

    /** Median of the wall-clock times. */
    double millis() {
        return Median.of(millis);
    }

    /** Least processor time: what is left of the truth on a machine that others use too. */
    double leastCpuMillis() {
        return Arrays.stream(cpuMillis).min().orElseThrow();
    }
}
