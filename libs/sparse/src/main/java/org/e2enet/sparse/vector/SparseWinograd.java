package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Operation;
import org.e2enet.sparse.plan.Source;

/**
 * Sparse 3×3 convolution of stride 1: Winograd F(4,3) along y, the three taps along x as they are, sixteen depth positions
 * in the lanes. A whole kernel (output, source) that is inactive stays inactive in every frequency, so the work follows
 * the number of active kernels. A task is a row of tiles of 4 rows × 16 (or fewer) columns × 16 depth positions, all
 * channels. Where the depth fills only a part of the lanes, {@link PackedColumns} put several columns there. A tile takes its sources in chunks: transforms some, adds their products to every output's sums, goes on with the next.
 */
final class SparseWinograd implements Kernel {
    /** Sources per chunk: 32 to 120 of them differ little. */
    private static final int CHUNK = 64;

    /** Sources that are stored: all chunks but that of {@link #lifted}. */
    private final SourceRows sources;

    private final SourceTiles sourceTiles;

    /** Computes the sources of the last chunk, or null. */
    private final LiftedRows lifted;

    private final List<SparseChunk> chunks = new ArrayList<>();

    /** Sources of the largest chunk, and of every stored one but the last. */
    private final int chunk;

    private final RowWriter writer;
    private final Size3 size;
    private final int outputs;

    /** How several columns share the lanes. */
    private final PackedColumns packed;

    /** Vectors of a tile's row. */
    private final int vectors;

    /** Voxels of a tile's row. */
    private final int columns;

    private final int tilesX;
    private final int tilesY;
    private final int blocks;

    SparseWinograd(Operation.Conv conv) {
        List<Source> inputs = conv.inputs();
        size = conv.output().size();
        outputs = conv.output().channels();
        packed = PackedColumns.of(size);
        vectors = packed.vectors();
        columns = packed.columns();
        tilesX = Math.ceilDiv(size.width(), columns);
        tilesY = Math.ceilDiv(size.height(), Transforms.OUTPUTS);
        blocks = conv.output().blocks();
        writer = new RowWriter(conv);

        int[] stored = places(inputs, false, conv);
        int[] computed = places(inputs, true, conv);
        sources = new SourceRows(Arrays.stream(stored).mapToObj(inputs::get).toList());
        sourceTiles = new SourceTiles(sources);
        lifted = conv.lifted().map(up -> new LiftedRows(up, inputs)).orElse(null);
        chunk = Math.max(computed.length, Math.ceilDiv(stored.length, Math.ceilDiv(stored.length, CHUNK)));
        for (int first = 0; first < stored.length; first += chunk) {
            int[] some = Arrays.copyOfRange(stored, first, Math.min(stored.length, first + chunk));
            chunks.add(new SparseChunk(conv.weights(), some, vectors));
        }
        if (lifted != null) {
            chunks.add(new SparseChunk(conv.weights(), computed, vectors));
        }
    }

    private static int[] places(List<Source> inputs, boolean lifted, Operation.Conv conv) {
        return IntStream.range(0, inputs.size())
                .filter(i -> conv.isLifted(inputs.get(i)) == lifted)
                .toArray();
    }

    /** Wide tiles only: a lifted tile has eighteen columns. */
    static boolean canLift(Operation.Up up, Operation.Conv conv) {
        return LiftedRows.fits(up) && PackedColumns.of(conv.output().size()).equals(PackedColumns.WIDE_TILE);
    }

    private int vStep() {
        return SparseChunk.vStep(vectors);
    }

    /** One cache line more than the data: else the six frequencies of a source would share their cache sets. */
    private int frequencyStep() {
        return chunk * vStep() + BLOCK;
    }

    private int mStep() {
        return vectors * BLOCK;
    }

    /** Floats of a row of input voxels. */
    private int rowStep() {
        return (columns + 2) * BLOCK;
    }

    private int rowsAt() {
        return Scratch.BASE + Transforms.INPUTS * frequencyStep();
    }

    /** Six rows of columns, before they are packed or after. */
    private int columnsAt() {
        return rowsAt() + Transforms.INPUTS * rowStep();
    }

    private int mAt() {
        return columnsAt() + (packed.isPacked() ? Transforms.INPUTS * rowStep() : 0);
    }

    private int zerosAt() {
        return mAt() + outputs * Transforms.INPUTS * mStep();
    }

    private int outAt() {
        return zerosAt() + mStep();
    }

    private int coarseAt() {
        return outAt() + Transforms.OUTPUTS * columns * BLOCK;
    }

    @Override
    public int packingTasks() {
        return chunks.size();
    }

    @Override
    public void repack(int task, float[] scratch) {
        if (lifted != null) {
            throw new IllegalStateException("what is lifted is not trained");
        }
        chunks.get(task).pack();
    }

    @Override
    public String kind() {
        return lifted == null ? "f4x1" : "f4x1+up";
    }

    @Override
    public int tasks() {
        return blocks * tilesY;
    }

    @Override
    public int partialRows() {
        return tasks() * tilesX;
    }

    @Override
    public int scratchFloats() {
        return coarseAt() + (lifted == null ? 0 : lifted.scratchFloats());
    }

    @Override
    public long executedFlops() {
        long perTile = chunks.stream().mapToLong(SparseChunk::flops).sum();
        return (perTile + (lifted == null ? 0 : lifted.flops())) * tilesX * tasks();
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        // Through the depth first: a depth shift reads from two blocks, and the second is near when its turn comes.
        int block = task % blocks;
        int y = task / blocks * Transforms.OUTPUTS;
        scratch[Scratch.FETCHED] = sources.fetch(workspace, block, y - 1, Transforms.INPUTS, -1, size.width() + 2);
        if (lifted != null) {
            scratch[Scratch.FETCHED] += lifted.fetch(workspace, block, y);
        }
        for (int tile = 0; tile < tilesX; tile++) {
            tile(workspace, block, y, tile * columns, task * tilesX + tile, scratch);
        }
    }

    private void tile(Workspace workspace, int block, int y, int x, int partial, float[] scratch) {
        int v = Scratch.BASE;
        Arrays.fill(scratch, zerosAt(), zerosAt() + mStep(), 0);
        for (int c = 0; c < chunks.size(); c++) {
            int first = c * chunk;
            if (first < sources.count()) {
                transform(workspace, first, Math.min(sources.count(), first + chunk), block, y, x, scratch);
            } else {
                lifted.transform(workspace, block, y, x, scratch, coarseAt(), rowsAt(), v, vStep(), frequencyStep());
            }
            chunks.get(c).multiply(scratch, v, frequencyStep(), mAt(), c == 0 ? zerosAt() : -1);
        }
        for (int o = 0; o < outputs; o++) {
            write(workspace, o, block, y, x, partial, scratch);
        }
    }

    private void write(Workspace workspace, int o, int block, int y, int x, int partial, float[] scratch) {
        int from = mAt() + o * Transforms.INPUTS * mStep();
        int step = mStep();
        if (packed.isPacked()) {
            packed.unpack(scratch, from, Transforms.INPUTS, step, columnsAt(), rowStep());
            from = columnsAt();
            step = rowStep();
        }
        if (y + Transforms.OUTPUTS <= size.height()) {
            writer.writeTransformed(workspace, o, block, y, x, columns, scratch, from, step, partial);
        } else {
            int row = columns * BLOCK;
            Transforms.output(scratch, from, step, outAt(), row, columns);
            writer.write(workspace, o, block, y, x, Transforms.OUTPUTS, columns, scratch, outAt(), row, partial);
        }
    }

    private void transform(Workspace workspace, int first, int end, int block, int y, int x, float[] scratch) {
        int z = block * BLOCK;
        for (int i = first; i < end; i++) {
            int v = Scratch.BASE + (i - first) * vStep();
            int to = packed.isPacked() ? columnsAt() : v;
            int step = packed.isPacked() ? rowStep() : frequencyStep();
            sourceTiles.transform(workspace, i, z, y - 1, x - 1, columns + 2, scratch, to, step, rowsAt());
            if (packed.isPacked()) {
                packed.pack(scratch, to, Transforms.INPUTS, step, v, frequencyStep());
            }
        }
    }
}
