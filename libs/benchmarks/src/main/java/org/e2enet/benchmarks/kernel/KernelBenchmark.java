package org.e2enet.benchmarks.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.Families;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.kernel.KernelFamily;
import org.e2enet.sparse.kernel.Phase;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Operation;
import org.e2enet.sparse.plan.Source;
import org.e2enet.sparse.plan.TrainingOperation;
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
    private static final int CLASSES = 16;
    private static final int SHALLOW_EDGE = 8;
    private static final int DEEP_EDGE = 4;

    /**
     * Sparse 3×3 (f4x1), the same at depth 8, with a transposed convolution inside, with its pool; dense 3×3 and 3×3×3
     * (f4x4), 3×3 at the deepest levels (deep); strided 3×3 and 1×1 (direct), transposed, max pool, output array. Of the way
     * back: gradients of a strided input (strided back), of sparse weights (f4x1 weights), of strided ones (direct weights)
     * and of those at the deepest levels (deep weights).
     */
    @Param({
        "sparse",
        "shallow",
        "lifted",
        "pooled",
        "dense",
        "cubic",
        "deep",
        "strided",
        "head",
        "up",
        "pool",
        "unpack",
        "stridedBack",
        "weights",
        "stridedWeights",
        "deepWeights"
    })
    public String layer;

    @Param({"16", "32"})
    public int edge;

    /** Share of active kernels; dense layers have all. */
    @Param({"0.1", "0.2"})
    public double density;

    private List<Kernel> scalar;
    private Kernel vector;
    private Workspace workspace;
    private float[] scratch;
    private List<TensorBuffer> written;

    /** Where a weight gradient is added, or null. */
    private float[] into;

    private float[] array;

    @Setup(Level.Trial)
    public void prepare() {
        LayerOperations operations = new LayerOperations();
        LayerOperations.Fused work =
                switch (layer) {
                    case "sparse" -> single(operations.square(INPUTS, OUTPUTS, edge, density));
                    case "shallow" -> single(operations.square(INPUTS, OUTPUTS, SHALLOW_EDGE, density));
                    case "lifted" -> operations.lifted(INPUTS, OUTPUTS, edge, density);
                    case "pooled" -> operations.pooled(INPUTS, OUTPUTS, edge, density);
                    case "dense" -> single(operations.square(INPUTS, OUTPUTS, edge, 1));
                    case "cubic" -> single(operations.cubic(INPUTS / 3, OUTPUTS, edge));
                    case "deep" -> single(operations.square(INPUTS, OUTPUTS, DEEP_EDGE, 1));
                    case "strided" -> single(operations.conv(INPUTS, OUTPUTS, edge, 3, 2, 1));
                    case "head" -> single(operations.conv(INPUTS, CLASSES, edge, 1, 1, 1));
                    case "up" -> single(operations.up(INPUTS, OUTPUTS, edge, density));
                    case "pool" -> single(operations.pool(INPUTS, edge));
                    case "stridedBack" -> single(operations.stridedBack(INPUTS, OUTPUTS, edge));
                    case "weights" -> single(operations.weights(INPUTS, OUTPUTS, edge, 1, density));
                    case "stridedWeights" -> single(operations.weights(INPUTS, OUTPUTS, edge, 2, 1));
                    case "deepWeights" -> single(operations.weights(INPUTS, OUTPUTS, DEEP_EDGE, 1, 1));
                    case "unpack" -> single(operations.unpack(CLASSES, edge));
                    default -> throw new IllegalArgumentException(layer);
                };
        KernelFamily twin = Families.lookup(List.of("scalar"));
        scalar = work.apart().stream().map(twin::kernel).toList();
        vector = Families.lookup(List.of("vector")).kernel(work.whole());
        written = work.whole().writes().toList();
        into = work.whole() instanceof TrainingOperation.WeightGradient gradient ? gradient.into() : null;
        workspace = new Workspace(operations.memoryFloats(), 1, vector.partialRows() * OUTPUTS * 2);
        array = new float[CLASSES * edge * edge * edge];
        workspace.bind(null, new float[][] {array});
        scratch = new float[vector.scratchFloats()];
        work.apart().getFirst().reads().forEach(this::fill);
        work.whole().reads().forEach(this::fill);
    }

    private static LayerOperations.Fused single(Operation operation) {
        return new LayerOperations.Fused(List.of(operation), operation);
    }

    /** Some values that differ from voxel to voxel; the halo stays zero. */
    private void fill(Source source) {
        TensorBuffer buffer = source.buffer();
        Size3 size = buffer.size();
        for (int z = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    long at = buffer.at(source.channel(), z, y, x);
                    workspace.set(at, (float) Math.sin(at));
                }
            }
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        workspace.close();
    }

    @Benchmark
    public void layerScalar() {
        scalar.forEach(this::run);
    }

    @Benchmark
    public void layerVector() {
        run(vector);
    }

    /** What the last run wrote, for the test that both do the same. */
    float[] result() {
        if (into != null) {
            float[] values = into.clone();
            Arrays.fill(into, 0);
            return values;
        }
        if (written.isEmpty()) {
            float[] values = array.clone();
            Arrays.fill(array, Float.NaN);
            return values;
        }
        long voxels = written.stream()
                .mapToLong(buffer -> buffer.channels() * buffer.size().volume())
                .sum();
        float[] values = new float[Math.toIntExact(voxels)];
        int at = 0;
        for (TensorBuffer buffer : written) {
            Size3 size = buffer.size();
            for (int c = 0; c < buffer.channels(); c++) {
                for (int z = 0; z < size.depth(); z++) {
                    for (int y = 0; y < size.height(); y++) {
                        for (int x = 0; x < size.width(); x++) {
                            long voxel = buffer.at(c, z, y, x);
                            values[at++] = workspace.get(voxel);
                            workspace.set(voxel, Float.NaN);
                        }
                    }
                }
            }
        }
        return values;
    }

    Kernel vectorKernel() {
        return vector;
    }

    private void run(Kernel kernel) {
        runTasks(kernel);
        if (kernel.finish() != null) {
            runTasks(kernel.finish());
        }
    }

    private void runTasks(Phase phase) {
        for (int task = 0; task < phase.tasks(); task++) {
            phase.run(task, workspace, scratch);
        }
    }
}
