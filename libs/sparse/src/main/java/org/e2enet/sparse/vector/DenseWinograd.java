package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.WIDTH;
import static org.e2enet.sparse.vector.Transforms.INPUTS;
import static org.e2enet.sparse.vector.Transforms.OUTPUTS;

import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.ConvWeights;
import org.e2enet.sparse.plan.Operation;

/**
 * Dense 3×3 convolution of stride 1: Winograd F(4×4, 3×3), for each of the 36 frequencies a product of matrices. Worked
 * on at once are four tiles of 4×4 voxels × 16 depth positions, next to each other along x where the plane is wide enough,
 * all channels; a task is a row of such fours, or one four where rows are no multiples of it.
 */
final class DenseWinograd implements Kernel {
    private static final int TILES = Products.TILE;
    private static final int FREQUENCIES = INPUTS * INPUTS;

    /** Of sixteen kernels that are packed together: behind their taps those transformed along y, and behind these along both. */
    private static final int ALONG_Y_AT = Scratch.BASE + 9 * BLOCK;

    private static final int SPARE_AT = ALONG_Y_AT + 3 * INPUTS * BLOCK;

    /** Output channels whose products wait for their transform together: few enough to stay in the second-level cache. */
    private static final int CHUNK = 16;

    private static final int TILE_FLOATS = OUTPUTS * BLOCK;
    private static final int M_STEP = CHUNK * TILES * BLOCK + BLOCK;
    private static final int GATHER_COLUMNS = TILES * INPUTS;

    private final SourceRows sources;
    private final SourceTiles sourceTiles;
    private final RowWriter writer;
    private final Size3 size;
    private final int outputs;
    private final int tilesX;
    private final int blocks;
    private final int tiles;

    /** Fours of tiles per task. */
    private final int fours;

    private final ConvWeights packed;

    /** Where each source begins within a frequency of V. */
    private final int[] sourceAt;

    /** Per frequency, group of four outputs, source: four outputs. */
    private final float[] weights;

    DenseWinograd(Operation.Conv conv) {
        sources = new SourceRows(conv.inputs());
        sourceTiles = new SourceTiles(sources);
        writer = new RowWriter(conv);
        size = conv.output().size();
        outputs = conv.output().channels();
        tilesX = Math.ceilDiv(size.width(), OUTPUTS);
        blocks = conv.output().blocks();
        tiles = tilesX * blocks * Math.ceilDiv(size.height(), OUTPUTS);
        fours = tilesX % TILES == 0 ? tilesX / TILES : 1;
        sourceAt = new int[sources.count()];
        for (int i = 0; i < sourceAt.length; i++) {
            sourceAt[i] = i * TILES * BLOCK;
        }
        weights = new float[FREQUENCIES * groups() * sources.count() * Products.TILE];
        packed = conv.weights();
        float[] scratch = new float[SPARE_AT + FREQUENCIES * BLOCK];
        for (int group = 0; group < groups(); group++) {
            pack(group, scratch);
        }
    }

    private int groups() {
        return Math.ceilDiv(outputs, Products.TILE);
    }

    private int weightAt(int frequency, int group) {
        return (frequency * groups() + group) * sources.count() * Products.TILE;
    }

    /** Four sources × four outputs of a group at once: their kernels side by side as the packed weights lie. */
    private void pack(int group, float[] scratch) {
        for (int i = 0; i < sources.count(); i += Products.TILE) {
            int used = Math.min(Products.TILE, sources.count() - i);
            gatherKernels(group, i, used, scratch);
            int to = weightAt(0, group) + i * Products.TILE;
            if (used == Products.TILE) {
                transformKernels(scratch, weights, to, weightAt(1, 0));
                continue;
            }
            transformKernels(scratch, scratch, SPARE_AT, BLOCK);
            for (int f = 0; f < FREQUENCIES; f++) {
                int count = used * Products.TILE;
                System.arraycopy(scratch, SPARE_AT + f * BLOCK, weights, to + f * weightAt(1, 0), count);
            }
        }
    }

    /** Tap t of source s and output o of the sixteen to {@code 16·t + 4·s + o}, zeros where there is no kernel. */
    private void gatherKernels(int group, int source, int used, float[] scratch) {
        float[] values = packed.values();
        int step = packed.tapStep();
        for (int lane = 0; lane < BLOCK; lane++) {
            int o = group * Products.TILE + lane % Products.TILE;
            int s = lane / Products.TILE;
            boolean active = s < used && o < outputs && packed.isActive(o, source + s);
            int from = active ? packed.first(o, source + s) : 0;
            for (int tap = 0; tap < 9; tap++) {
                scratch[Scratch.BASE + tap * BLOCK + lane] = active ? values[from + tap * step] : 0;
            }
        }
    }

    /** Along y, then along x; frequency (fy, fx) to {@code to[at + (6·fy + fx)·step]}. */
    private static void transformKernels(float[] scratch, float[] to, int at, int step) {
        Transforms.weights(scratch, Scratch.BASE, 3 * BLOCK, BLOCK, 3, scratch, ALONG_Y_AT, 3 * BLOCK, BLOCK);
        Transforms.weights(scratch, ALONG_Y_AT, BLOCK, 3 * BLOCK, INPUTS, to, at, step, INPUTS * step);
    }

    /** One cache line more than the data, so that the frequencies of a source do not share their cache sets. */
    private int vStep() {
        return sources.count() * TILES * BLOCK + BLOCK;
    }

    private int gatherAt() {
        return Scratch.BASE + FREQUENCIES * vStep();
    }

    private int mAt() {
        return gatherAt() + 2 * INPUTS * GATHER_COLUMNS * BLOCK;
    }

    private int outAt() {
        return mAt() + FREQUENCIES * M_STEP;
    }

    @Override
    public int packingTasks() {
        return groups();
    }

    @Override
    public void repack(int task, float[] scratch) {
        pack(task, scratch);
    }

    @Override
    public String kind() {
        return "f4x4";
    }

    @Override
    public int tasks() {
        return Math.ceilDiv(tiles, TILES * fours);
    }

    @Override
    public int partialRows() {
        return tasks() * fours * TILES;
    }

    @Override
    public int scratchFloats() {
        return outAt() + (INPUTS + OUTPUTS) * TILES * TILE_FLOATS;
    }

    @Override
    public long executedFlops() {
        return 2L * weights.length * TILES * BLOCK * fours * tasks();
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        int tile = task * fours * TILES;
        if (fours > 1) {
            scratch[Scratch.FETCHED] =
                    sources.fetch(workspace, blockOf(tile), yOf(tile) - 1, INPUTS, -1, size.width() + 2);
        }
        for (int four = 0; four < fours; four++) {
            four(workspace, tile + four * TILES, scratch);
        }
    }

    private void four(Workspace workspace, int first, float[] scratch) {
        int end = Math.min(tiles, first + TILES);
        for (int tile = first; tile < end; tile = endOfRun(tile, end)) {
            transform(workspace, tile, endOfRun(tile, end) - tile, tile - first, scratch);
        }
        for (int o = 0; o < outputs; o += CHUNK) {
            int chunk = Math.min(CHUNK, outputs - o);
            multiply(o, chunk, scratch);
            for (int i = 0; i < chunk; i++) {
                finish(workspace, o + i, i, first, end, scratch);
            }
        }
    }

    /** Along x, then through the depth: a depth shift reads from two blocks, and the second is near when its turn comes. */
    private int blockOf(int tile) {
        return tile / tilesX % blocks;
    }

    private int yOf(int tile) {
        return tile / (tilesX * blocks) * OUTPUTS;
    }

    /** Tiles of one row of tiles are read and written together. */
    private int endOfRun(int tile, int end) {
        return Math.min(end, (tile / tilesX + 1) * tilesX);
    }

    private void transform(Workspace workspace, int tile, int run, int place, float[] scratch) {
        int x = tile % tilesX * OUTPUTS;
        int y = yOf(tile);
        int block = blockOf(tile);
        int columns = run * OUTPUTS + 2;
        int rows = gatherAt();
        int rowStep = columns * BLOCK;
        int alongY = rows + INPUTS * rowStep;
        for (int i = 0; i < sources.count(); i++) {
            sourceTiles.transform(workspace, i, block * BLOCK, y - 1, x - 1, columns, scratch, alongY, rowStep, rows);
            for (int fy = 0; fy < INPUTS; fy++) {
                int to = Scratch.BASE + fy * INPUTS * vStep() + sourceAt[i] + place * BLOCK;
                for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                    Transforms.input(
                            scratch, alongY + fy * rowStep + lane, BLOCK, TILE_FLOATS, to + lane, vStep(), BLOCK, run);
                }
            }
        }
    }

    private void multiply(int firstOutput, int chunk, float[] scratch) {
        for (int f = 0; f < FREQUENCIES; f++) {
            for (int i = 0; i < chunk; i += Products.TILE) {
                int weightAt = weightAt(f, (firstOutput + i) / Products.TILE);
                for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                    Products.tile(
                            scratch,
                            Scratch.BASE + f * vStep() + lane,
                            BLOCK,
                            sourceAt,
                            0,
                            sourceAt.length,
                            weights,
                            weightAt,
                            mAt() + f * M_STEP + i * TILES * BLOCK + lane,
                            TILES * BLOCK,
                            BLOCK);
                }
            }
        }
    }

    private void finish(Workspace workspace, int o, int inChunk, int first, int end, float[] scratch) {
        int alongX = outAt();
        int rowStep = TILES * TILE_FLOATS;
        int out = alongX + INPUTS * rowStep;
        for (int fy = 0; fy < INPUTS; fy++) {
            int from = mAt() + fy * INPUTS * M_STEP + inChunk * TILES * BLOCK;
            for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                Transforms.output(
                        scratch, from + lane, M_STEP, BLOCK, alongX + fy * rowStep + lane, BLOCK, TILE_FLOATS, TILES);
            }
        }
        for (int place = 0; place < TILES; place++) {
            int tile = first + place;
            boolean begins = tile < end && (place == 0 || tile % tilesX == 0);
            if (!begins) {
                writer.writeNothing(workspace, o, tile);
                continue;
            }
            int y = yOf(tile);
            int x = tile % tilesX * OUTPUTS;
            int columns = (endOfRun(tile, end) - tile) * OUTPUTS;
            int from = alongX + place * TILE_FLOATS;
            if (y + OUTPUTS <= size.height()) {
                writer.writeTransformed(workspace, o, blockOf(tile), y, x, columns, scratch, from, rowStep, tile);
            } else {
                Transforms.output(scratch, from, rowStep, out, rowStep, columns);
                writer.write(workspace, o, blockOf(tile), y, x, OUTPUTS, columns, scratch, out, rowStep, tile);
            }
        }
    }
}
