package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.TrainingOperation;

/**
 * Weight gradient at the deepest levels, sources in the lanes: with few voxels and depth positions the kernels that go pair by pair spend
 * their time on sums of empty lanes. Per tap a product of matrices, outputs × voxels by voxels × sources, all pairs of a task whether
 * active or not; only active ones are kept. A task is 64 sources × 32 outputs and has its part of the result to itself.
 */
final class DeepWeightGradient implements Kernel {
    private static final int SOURCES = Products.TILE * BLOCK;
    private static final int OUTPUTS = 32;
    private static final int MAX_DEPTH = 8;
    private static final int MAX_VOXELS = 1024;

    /** Fewer leave most of a tile empty. */
    private static final int MIN_SOURCES = 16;

    /** Vectors that a pair costs beside its multiply-adds where pairs are gone through one by one: sums kept, added up, turned back. */
    private static final int PAIR_OVERHEAD = 300;

    private final TrainingOperation.WeightGradient gradient;
    private final SourceRows outputs;
    private final SourceRows sources;
    private final Size3 size;
    private final Size3 stride;
    private final int taps;
    private final int voxels;
    private final int rows;
    private final int columns;

    /** Where each voxel's window begins among the transposed sources. */
    private final int[] at;

    DeepWeightGradient(TrainingOperation.WeightGradient gradient) {
        this.gradient = gradient;
        outputs = new SourceRows(gradient.outputs());
        sources = new SourceRows(gradient.inputs());
        size = outputs.size();
        stride = gradient.stride();
        taps = gradient.kh() * gradient.kw();
        voxels = Math.toIntExact(size.volume());
        rows = (size.height() - 1) * stride.height() + gradient.kh();
        columns = (size.width() - 1) * stride.width() + gradient.kw();
        at = new int[voxels];
        for (int k = 0; k < voxels; k++) {
            int x = k % size.width();
            int y = k / size.width() % size.height();
            int z = k / (size.width() * size.height());
            at[k] = position(z, y * stride.height(), x * stride.width());
        }
    }

    /** Whether all pairs at once cost less than the active ones one by one. */
    static boolean fits(TrainingOperation.WeightGradient gradient) {
        Size3 size = gradient.outputs().getFirst().buffer().size();
        int sources = gradient.inputs().size();
        if (size.depth() > MAX_DEPTH
                || size.volume() > MAX_VOXELS
                || sources < MIN_SOURCES
                || gradient.stride().depth() > 2) {
            return false;
        }
        int taps = gradient.kh() * gradient.kw();
        double density =
                (double) gradient.active().cardinality() / gradient.outputs().size() / sources;
        double all = (double) taps * size.volume() / BLOCK;
        double one = taps / 2.0 * size.height() * Math.ceilDiv(size.width(), 4) * 4 + PAIR_OVERHEAD;
        return all <= density * one;
    }

    private int position(int z, int row, int column) {
        return ((z * rows + row) * columns + column) * SOURCES;
    }

    @Override
    public String kind() {
        return "deep weights";
    }

    @Override
    public int tasks() {
        return Math.ceilDiv(sources.count(), SOURCES) * Math.ceilDiv(outputs.count(), OUTPUTS);
    }

    @Override
    public long executedFlops() {
        return 2L * taps * voxels * SOURCES * OUTPUTS * tasks();
    }

    private int outAt() {
        return Scratch.BASE + position(size.depth(), 0, 0);
    }

    private int rowsAt() {
        return outAt() + OUTPUTS * voxels;
    }

    private int resultAt() {
        return rowsAt() + 3 * Math.max(columns, size.width()) * BLOCK;
    }

    @Override
    public int scratchFloats() {
        return resultAt() + taps * Products.TILE * SOURCES;
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        int chunks = Math.ceilDiv(sources.count(), SOURCES);
        int firstSource = task % chunks * SOURCES;
        int firstOutput = task / chunks * OUTPUTS;
        int usedSources = Math.min(SOURCES, sources.count() - firstSource);
        int usedOutputs = Math.min(OUTPUTS, outputs.count() - firstOutput);
        transposeSources(workspace, firstSource, usedSources, scratch);
        gatherOutputs(workspace, firstOutput, usedOutputs, scratch);
        for (int o = 0; o < usedOutputs; o += Products.TILE) {
            multiply(o, scratch);
            int end = Math.min(usedOutputs, o + Products.TILE);
            for (int r = 0; r < end - o; r++) {
                keep(firstOutput + o + r, r, firstSource, usedSources, scratch);
            }
        }
    }

    /** To [z][row][column][64 sources]. */
    private void transposeSources(Workspace workspace, int first, int used, float[] scratch) {
        int spare = rowsAt() + columns * BLOCK;
        for (int i = 0; i < used; i++) {
            for (int row = 0; row < rows; row++) {
                int y = row - gradient.top();
                if (stride.depth() == 2) {
                    sources.readEverySecond(
                            workspace, first + i, 0, y, -gradient.left(), columns, scratch, rowsAt(), spare);
                } else {
                    sources.read(workspace, first + i, 0, y, -gradient.left(), columns, scratch, rowsAt());
                }
                for (int z = 0; z < size.depth(); z++) {
                    int to = Scratch.BASE + position(z, row, 0) + i;
                    for (int column = 0; column < columns; column++) {
                        scratch[to + column * SOURCES] = scratch[rowsAt() + column * BLOCK + z];
                    }
                }
            }
        }
    }

    /** To [group of four][voxel][4 outputs]. */
    private void gatherOutputs(Workspace workspace, int first, int used, float[] scratch) {
        for (int o = 0; o < used; o++) {
            int group = outAt() + o / Products.TILE * Products.TILE * voxels + o % Products.TILE;
            for (int y = 0; y < size.height(); y++) {
                outputs.read(workspace, first + o, 0, y, 0, size.width(), scratch, rowsAt());
                for (int z = 0; z < size.depth(); z++) {
                    int to = group + (z * size.height() + y) * size.width() * Products.TILE;
                    for (int x = 0; x < size.width(); x++) {
                        scratch[to + x * Products.TILE] = scratch[rowsAt() + x * BLOCK + z];
                    }
                }
            }
        }
    }

    private void multiply(int o, float[] scratch) {
        for (int tap = 0; tap < taps; tap++) {
            int from = Scratch.BASE + position(0, tap / gradient.kw(), tap % gradient.kw());
            int to = resultAt() + tap * Products.TILE * SOURCES;
            for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                Products.tile(
                        scratch,
                        from + lane,
                        BLOCK,
                        at,
                        0,
                        voxels,
                        scratch,
                        outAt() + o * voxels,
                        to + lane,
                        SOURCES,
                        BLOCK);
            }
        }
    }

    private void keep(int o, int r, int firstSource, int usedSources, float[] scratch) {
        int first = o * sources.count() + firstSource;
        for (int kernel = gradient.active().nextSetBit(first);
                kernel >= 0 && kernel < first + usedSources;
                kernel = gradient.active().nextSetBit(kernel + 1)) {
            int from = resultAt() + r * SOURCES + kernel - first;
            for (int tap = 0; tap < taps; tap++) {
                gradient.into()[kernel * taps + tap] += scratch[from + tap * Products.TILE * SOURCES];
            }
        }
    }
}
