package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.VectorShuffle;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Operation;
import org.e2enet.sparse.plan.Source;
import org.e2enet.sparse.plan.UpWeights;

/**
 * A sparse transposed convolution of kernel and stride 2×2×2, computed for the six rows × 18 columns that one tile of
 * {@link SparseWinograd} reads. The coarse tile (4 rows × 10 columns) is read once; a shuffle takes every lane twice,
 * so that sixteen fine depth positions stand over their coarse ones, and the weights' lanes alternate between the depth
 * taps.
 */
final class LiftedRows {
    private static final Size3 STRIDE = Size3.cube(2);
    /** More of them cost more to read than the fine channels' own rows. */
    private static final int MAX_COARSE_CHANNELS = 128;

    private static final int ROWS = Transforms.INPUTS / 2 + 1;
    private static final int FINE_COLUMNS = 18;
    private static final int COLUMNS = FINE_COLUMNS / 2 + 1;
    private static final int CHANNEL_FLOATS = ROWS * COLUMNS * BLOCK;

    private final SourceRows coarse;
    private final SourceTiles coarseTiles;

    /** Where each active coarse channel begins in the coarse tile. */
    private final int[] coarseAt;

    /** The first coarse depth position that is read, in relation to the one under the block's first fine one. */
    private final int firstZ;

    /** Coarse depth positions that are read. */
    private final int lanes;

    /** Per fine channel its place among the convolution's sources. */
    private final int[] place;

    /** Per fine channel the range of its active inputs in {@link #coarseAt}. */
    private final int[] start;

    /** Per fine channel how many fine depth positions its first one lies behind {@link #firstZ}. */
    private final int[] depth;

    /** Per fine channel, ky, active input, kx: lanes alternating between kz = 0 and 1, or 1 and 0 where the shift is odd. */
    private final float[] weights;

    LiftedRows(Operation.Up up, List<Source> inputs) {
        coarse = new SourceRows(up.inputs());
        coarseTiles = new SourceTiles(coarse);
        place = IntStream.range(0, inputs.size())
                .filter(i -> inputs.get(i).buffer() == up.output())
                .toArray();
        int[] shifts = Arrays.stream(place).map(i -> inputs.get(i).zOffset()).toArray();
        firstZ = Math.floorDiv(Arrays.stream(shifts).min().orElseThrow(), 2);
        depth = Arrays.stream(shifts).map(shift -> shift - 2 * firstZ).toArray();
        lanes = (BLOCK - 1 + Arrays.stream(depth).max().orElseThrow()) / 2 + 1;
        int active = up.weights().active().cardinality();
        coarseAt = new int[active];
        weights = new float[active * 4 * WIDTH];
        start = new int[place.length + 1];
        for (int channel = 0; channel < place.length; channel++) {
            pack(up.weights(), inputs.get(place[channel]), channel);
        }
    }

    /** Not of shifted inputs: beyond the volume's ends the fine tensor is zero, its inputs would not be. */
    static boolean fits(Operation.Up up) {
        return up.stride().equals(STRIDE)
                && up.inputs().stream().allMatch(source -> source.zOffset() == 0)
                && up.weights().bias() == null
                && up.inputs().size() <= MAX_COARSE_CHANNELS;
    }

    private void pack(UpWeights all, Source source, int channel) {
        int kernel = start[channel];
        for (int c = 0; c < all.inputs(); c++) {
            if (all.isActive(c, source.channel())) {
                coarseAt[kernel++] = c * CHANNEL_FLOATS;
            }
        }
        start[channel + 1] = kernel;
        int at = start[channel] * 4 * WIDTH;
        for (int ky = 0; ky < 2; ky++) {
            for (int k = start[channel]; k < kernel; k++) {
                for (int kx = 0; kx < 2; kx++) {
                    for (int lane = 0; lane < WIDTH; lane++) {
                        int kz = Math.floorMod(source.zOffset() + lane, 2);
                        weights[at++] =
                                all.weight(coarseAt[k] / CHANNEL_FLOATS, source.channel(), (kz * 2 + ky) * 2 + kx);
                    }
                }
            }
        }
    }

    /** The coarse tile, and a block that the last vectors touch. */
    int scratchFloats() {
        return coarse.count() * CHANNEL_FLOATS + BLOCK;
    }

    /** Multiplications and additions per tile. */
    long flops() {
        return 2L * coarseAt.length * Transforms.INPUTS * FINE_COLUMNS * BLOCK;
    }

    /** The coarse rows of a row of tiles that begins at fine row y; see {@link SourceRows#fetch}. */
    float fetch(Workspace workspace, int block, int y) {
        return coarse.fetch(
                workspace, block / 2, y / 2 - 1, ROWS, -1, coarse.size().width() + 2);
    }

    /**
     * All fine channels of the tile whose outputs begin at (block, y, x), transformed.
     *
     * @param tile where the coarse tile may be kept, {@link #scratchFloats} floats
     * @param rows where six fine rows may be kept
     * @param v where frequency 0 of the first fine channel goes
     * @param vStep from one source to the next
     */
    void transform(
            Workspace workspace,
            int block,
            int y,
            int x,
            float[] scratch,
            int tile,
            int rows,
            int v,
            int vStep,
            int frequencyStep) {
        int rowStep = FINE_COLUMNS * BLOCK;
        read(workspace, block * BLOCK / 2 + firstZ, y / 2 - 1, x / 2 - 1, scratch, tile);
        for (int channel = 0; channel < place.length; channel++) {
            int active = start[channel + 1] - start[channel];
            VectorShuffle<Float> twice = depth[channel] % 2 == 0 ? Lanes.LOWER_TWICE : Lanes.LOWER_TWICE_ODD;
            for (int r = 0; r < Transforms.INPUTS; r++) {
                int from = tile + (r + 1) / 2 * COLUMNS * BLOCK + depth[channel] / 2;
                int weightAt = (start[channel] * 2 + (r + 1) % 2 * active) * 2 * WIDTH;
                for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                    LiftedProducts.row(
                            scratch,
                            from + lane / 2,
                            twice,
                            coarseAt,
                            start[channel],
                            start[channel + 1],
                            weights,
                            weightAt,
                            rows + r * rowStep + lane);
                }
            }
            Transforms.input(scratch, rows, rowStep, v + channel * vStep, frequencyStep, FINE_COLUMNS);
        }
    }

    private void read(Workspace workspace, int z, int y, int x, float[] scratch, int tile) {
        for (int c = 0; c < coarse.count(); c++) {
            coarseTiles.readFourRows(workspace, c, z, lanes, y, x, COLUMNS, scratch, tile + c * CHANNEL_FLOATS);
        }
    }
}
