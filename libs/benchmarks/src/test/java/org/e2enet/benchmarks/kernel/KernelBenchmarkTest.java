package org.e2enet.benchmarks.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the benchmarks compare does the same work, by the kernel that each case is meant for. */
class KernelBenchmarkTest {
    /** Sums of about a thousand products, of magnitude 20. */
    private static final double TOLERANCE = 1e-3;

    @ParameterizedTest
    @CsvSource({
        "sparse, 16, f4x1",
        "shallow, 16, f4x1",
        "lifted, 32, f4x1+up",
        "pooled, 16, f4x1",
        "dense, 16, f4x4",
        "cubic, 16, f4x4",
        "deep, 16, deep",
        "strided, 32, direct",
        "head, 16, direct",
        "up, 16, up",
        "pool, 16, pool",
        "unpack, 16, unpack",
        "stridedBack, 32, strided back",
        "weights, 16, f4x1 weights",
        "stridedWeights, 32, direct weights",
        "deepWeights, 16, deep weights"
    })
    void shouldDoTheSameWorkByVectorAndScalar(String layer, int edge, String kernel) {
        KernelBenchmark benchmark = new KernelBenchmark();
        benchmark.layer = layer;
        benchmark.edge = edge;
        benchmark.density = 0.2;
        benchmark.prepare();
        try {
            assertEquals(kernel, benchmark.vectorKernel().kind());
            benchmark.layerScalar();
            float[] scalar = benchmark.result();
            benchmark.layerVector();
            float[] vector = benchmark.result();
            for (int i = 0; i < scalar.length; i++) {
                double tolerance = TOLERANCE * Math.max(1, Math.abs(scalar[i]));
                assertEquals(scalar[i], vector[i], tolerance, "value " + i);
            }
        } finally {
            benchmark.close();
        }
    }
}
