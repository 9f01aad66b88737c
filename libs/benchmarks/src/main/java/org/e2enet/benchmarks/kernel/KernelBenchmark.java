package org.e2enet.benchmarks.kernel;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.e2enet.sparse.kernel.Families;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Operation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One layer on one thread, by the vector kernel and by its scalar twin. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {
            "--add-modules=jdk.incubator.vector",
            "-XX:ObjectAlignmentInBytes=64",
            "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0",
            "--enable-native-access=ALL-UNNAMED"
        })
public class KernelBenchmark {
    private static final int INPUTS = 96;
    private static final int OUTPUTS = 48;

    /** sparse 3×3 (f4x1), dense 3×3 (f4x4), strided 3×3 and 1×1 (direct), transposed, max pool. */
    @Param({"sparse", "dense", "strided", "head", "up", "pool"})
    public String layer;

    @Param({"16", "32"})
    public int edge;

    /** Share of active kernels; dense, strided and head layers have all. */
    @Param({"0.1", "0.2"})
    public double density;

    private Kernel scalar;
    private Kernel vector;
    private Workspace workspace;
    private float[] scratch;

    @Setup(Level.Trial)
    public void prepare() {
        LayerOperations operations = new LayerOperations();
        Operation operation =
                switch (layer) {
                    case "sparse" -> operations.square(INPUTS, OUTPUTS, edge, density);
                    case "dense" -> operations.square(INPUTS, OUTPUTS, edge, 1);
                    case "strided" -> operations.conv(INPUTS, OUTPUTS, edge, 3, 2, 1);
                    case "head" -> operations.conv(INPUTS, 16, edge, 1, 1, 1);
                    case "up" -> operations.up(INPUTS, OUTPUTS, edge, density);
                    case "pool" -> operations.pool(INPUTS, edge);
                    default -> throw new IllegalArgumentException(layer);
                };
        scalar = Families.lookup(List.of("scalar")).kernel(operation);
        vector = Families.lookup(List.of("vector")).kernel(operation);
        workspace = new Workspace(operations.memoryFloats(), 1, 0);
        scratch = new float[vector.scratchFloats()];
    }

    @TearDown(Level.Trial)
    public void close() {
        workspace.close();
    }

    @Benchmark
    public void layerScalar() {
        run(scalar);
    }

    @Benchmark
    public void layerVector() {
        run(vector);
    }

    private void run(Kernel kernel) {
        for (int task = 0; task < kernel.tasks(); task++) {
            kernel.run(task, workspace, scratch);
        }
    }
}
