package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import org.e2enet.network.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.ConvWeights;
import org.e2enet.sparse.plan.Operation;
import org.e2enet.sparse.plan.Source;

/**
 * Sparse 3×3 convolution of stride 1: Winograd F(4,3) along y, the three taps along x as they are, sixteen depth positions
 * in the lanes. A whole kernel (output, source) that is inactive stays inactive in every frequency, so the work follows
 * the number of active kernels. A task is a row of tiles of 4 rows × 16 (or 8) columns × 16 depth positions, all channels.
 */
final class SparseWinograd implements Kernel {
    private static final int WIDE = 16;
    private static final int NARROW = 8;
    private static final int TAPS = 3;

    /** Sources that are stored, and the place of each among all. */
    private final SourceRows sources;

    private final int[] place;
    private final int sourceCount;

    /** Computes the other sources, or null. */
    private final LiftedRows lifted;

    private final RowWriter writer;
    private final Size3 size;
    private final int outputs;
    private final int columns;
    private final int tilesX;
    private final int tilesY;
    private final int blocks;
    private final int activeKernels;

    /** Per output the range of its active kernels in {@link #sourceAt}. */
    private final int[] start;

    /** Where each active kernel's source begins within a frequency of V. */
    private final int[] sourceAt;

    /** Per output, frequency, active kernel: three taps. */
    private final float[] weights;

    SparseWinograd(Operation.Conv conv) {
        List<Source> inputs = conv.inputs();
        sourceCount = inputs.size();
        place = IntStream.range(0, sourceCount)
                .filter(i -> !conv.isLifted(inputs.get(i)))
                .toArray();
        sources = new SourceRows(Arrays.stream(place).mapToObj(inputs::get).toList());
        lifted = conv.lifted().map(up -> new LiftedRows(up, inputs)).orElse(null);
        writer = new RowWriter(conv.output(), conv.weights().bias(), conv.norm());
        size = conv.output().size();
        outputs = conv.output().channels();
        columns = size.width() > NARROW ? WIDE : NARROW;
        tilesX = Math.ceilDiv(size.width(), columns);
        tilesY = Math.ceilDiv(size.height(), Transforms.OUTPUTS);
        blocks = conv.output().blocks();
        ConvWeights all = conv.weights();
        activeKernels = all.active().cardinality();
        start = new int[outputs + 1];
        sourceAt = new int[activeKernels];
        weights = new float[activeKernels * Transforms.INPUTS * TAPS];
        pack(all);
    }

    /** Wide tiles only: a lifted tile has eighteen columns. */
    static boolean canLift(Operation.Up up, Operation.Conv conv) {
        return LiftedRows.fits(up) && conv.output().size().width() > NARROW;
    }

    private void pack(ConvWeights all) {
        int kernel = 0;
        int at = 0;
        for (int o = 0; o < outputs; o++) {
            start[o] = kernel;
            for (int i = 0; i < all.sources(); i++) {
                if (all.isActive(o, i)) {
                    sourceAt[kernel++] = i * vStep();
                }
            }
            start[o + 1] = kernel;
            for (int f = 0; f < Transforms.INPUTS; f++) {
                for (int k = start[o]; k < kernel; k++) {
                    int i = sourceAt[k] / vStep();
                    for (int kx = 0; kx < TAPS; kx++) {
                        weights[at++] = (float) Transforms.weight(
                                f, all.weight(o, i, 0, kx), all.weight(o, i, 1, kx), all.weight(o, i, 2, kx));
                    }
                }
            }
        }
    }

    private int vStep() {
        return (columns + 2) * BLOCK;
    }

    /** One cache line more than the data: else the six frequencies of a source would share their cache sets. */
    private int frequencyStep() {
        return sourceCount * vStep() + BLOCK;
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
        return Scratch.BASE
                + Transforms.INPUTS * (frequencyStep() + vStep())
                + Math.max(
                        (Transforms.INPUTS + Transforms.OUTPUTS) * columns * BLOCK,
                        lifted == null ? 0 : lifted.scratchFloats());
    }

    @Override
    public long executedFlops() {
        long perTile = 2L * activeKernels * TAPS * Transforms.INPUTS * columns * BLOCK;
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
        int rows = v + Transforms.INPUTS * frequencyStep();
        int m = rows + Transforms.INPUTS * vStep();
        int out = m + Transforms.INPUTS * columns * BLOCK;
        boolean fused = sources.canTransformRows(y - 1, x - 1, columns + 2);
        for (int i = 0; i < sources.count(); i++) {
            if (fused) {
                sources.transformRows(
                        workspace,
                        i,
                        block * BLOCK,
                        y - 1,
                        x - 1,
                        columns + 2,
                        scratch,
                        v + place[i] * vStep(),
                        frequencyStep());
                continue;
            }
            for (int r = 0; r < Transforms.INPUTS; r++) {
                sources.read(workspace, i, block * BLOCK, y + r - 1, x - 1, columns + 2, scratch, rows + r * vStep());
            }
            Transforms.input(scratch, rows, vStep(), v + place[i] * vStep(), frequencyStep(), columns + 2);
        }
        if (lifted != null) {
            lifted.transform(workspace, block, y, x, scratch, m, rows, v, vStep(), frequencyStep());
        }
        int mStep = columns * BLOCK;
        for (int o = 0; o < outputs; o++) {
            int active = start[o + 1] - start[o];
            for (int f = 0; f < Transforms.INPUTS; f++) {
                int weightAt = (start[o] * Transforms.INPUTS + f * active) * TAPS;
                for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                    int from = v + f * frequencyStep() + lane;
                    if (columns == WIDE) {
                        wide(scratch, from, start[o], start[o + 1], weightAt, m + f * mStep + lane);
                    } else {
                        narrow(scratch, from, start[o], start[o + 1], weightAt, m + f * mStep + lane);
                    }
                }
            }
            if (y + Transforms.OUTPUTS <= size.height()) {
                writer.writeTransformed(workspace, o, block, y, x, columns, scratch, m, mStep, partial);
            } else {
                Transforms.output(scratch, m, mStep, out, mStep, columns);
                writer.write(workspace, o, block, y, x, Transforms.OUTPUTS, columns, scratch, out, mStep, partial);
            }
        }
    }

    // Sixteen sums in registers; every loaded vector is used three times. The Vector API is called directly, without a
    // method around it: with this many operations C2 would not inline one, and the vectors would end on the heap.
    private void wide(float[] data, int from, int begin, int end, int weightAt, int to) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        FloatVector a7 = a0;
        FloatVector a8 = a0;
        FloatVector a9 = a0;
        FloatVector a10 = a0;
        FloatVector a11 = a0;
        FloatVector a12 = a0;
        FloatVector a13 = a0;
        FloatVector a14 = a0;
        FloatVector a15 = a0;
        int w = weightAt;
        for (int k = begin; k < end; k++) {
            int p = from + sourceAt[k];
            FloatVector w0 = FloatVector.broadcast(SPECIES, weights[w]);
            FloatVector w1 = FloatVector.broadcast(SPECIES, weights[w + 1]);
            FloatVector w2 = FloatVector.broadcast(SPECIES, weights[w + 2]);
            w += TAPS;
            FloatVector x = FloatVector.fromArray(SPECIES, data, p);
            a0 = x.fma(w0, a0);
            x = FloatVector.fromArray(SPECIES, data, p + BLOCK);
            a1 = x.fma(w0, a1);
            a0 = x.fma(w1, a0);
            x = FloatVector.fromArray(SPECIES, data, p + 2 * BLOCK);
            a2 = x.fma(w0, a2);
            a1 = x.fma(w1, a1);
            a0 = x.fma(w2, a0);
            x = FloatVector.fromArray(SPECIES, data, p + 3 * BLOCK);
            a3 = x.fma(w0, a3);
            a2 = x.fma(w1, a2);
            a1 = x.fma(w2, a1);
            x = FloatVector.fromArray(SPECIES, data, p + 4 * BLOCK);
            a4 = x.fma(w0, a4);
            a3 = x.fma(w1, a3);
            a2 = x.fma(w2, a2);
            x = FloatVector.fromArray(SPECIES, data, p + 5 * BLOCK);
            a5 = x.fma(w0, a5);
            a4 = x.fma(w1, a4);
            a3 = x.fma(w2, a3);
            x = FloatVector.fromArray(SPECIES, data, p + 6 * BLOCK);
            a6 = x.fma(w0, a6);
            a5 = x.fma(w1, a5);
            a4 = x.fma(w2, a4);
            x = FloatVector.fromArray(SPECIES, data, p + 7 * BLOCK);
            a7 = x.fma(w0, a7);
            a6 = x.fma(w1, a6);
            a5 = x.fma(w2, a5);
            x = FloatVector.fromArray(SPECIES, data, p + 8 * BLOCK);
            a8 = x.fma(w0, a8);
            a7 = x.fma(w1, a7);
            a6 = x.fma(w2, a6);
            x = FloatVector.fromArray(SPECIES, data, p + 9 * BLOCK);
            a9 = x.fma(w0, a9);
            a8 = x.fma(w1, a8);
            a7 = x.fma(w2, a7);
            x = FloatVector.fromArray(SPECIES, data, p + 10 * BLOCK);
            a10 = x.fma(w0, a10);
            a9 = x.fma(w1, a9);
            a8 = x.fma(w2, a8);
            x = FloatVector.fromArray(SPECIES, data, p + 11 * BLOCK);
            a11 = x.fma(w0, a11);
            a10 = x.fma(w1, a10);
            a9 = x.fma(w2, a9);
            x = FloatVector.fromArray(SPECIES, data, p + 12 * BLOCK);
            a12 = x.fma(w0, a12);
            a11 = x.fma(w1, a11);
            a10 = x.fma(w2, a10);
            x = FloatVector.fromArray(SPECIES, data, p + 13 * BLOCK);
            a13 = x.fma(w0, a13);
            a12 = x.fma(w1, a12);
            a11 = x.fma(w2, a11);
            x = FloatVector.fromArray(SPECIES, data, p + 14 * BLOCK);
            a14 = x.fma(w0, a14);
            a13 = x.fma(w1, a13);
            a12 = x.fma(w2, a12);
            x = FloatVector.fromArray(SPECIES, data, p + 15 * BLOCK);
            a15 = x.fma(w0, a15);
            a14 = x.fma(w1, a14);
            a13 = x.fma(w2, a13);
            x = FloatVector.fromArray(SPECIES, data, p + 16 * BLOCK);
            a15 = x.fma(w1, a15);
            a14 = x.fma(w2, a14);
            x = FloatVector.fromArray(SPECIES, data, p + 17 * BLOCK);
            a15 = x.fma(w2, a15);
        }
        a0.intoArray(data, to);
        a1.intoArray(data, to + BLOCK);
        a2.intoArray(data, to + 2 * BLOCK);
        a3.intoArray(data, to + 3 * BLOCK);
        a4.intoArray(data, to + 4 * BLOCK);
        a5.intoArray(data, to + 5 * BLOCK);
        a6.intoArray(data, to + 6 * BLOCK);
        a7.intoArray(data, to + 7 * BLOCK);
        a8.intoArray(data, to + 8 * BLOCK);
        a9.intoArray(data, to + 9 * BLOCK);
        a10.intoArray(data, to + 10 * BLOCK);
        a11.intoArray(data, to + 11 * BLOCK);
        a12.intoArray(data, to + 12 * BLOCK);
        a13.intoArray(data, to + 13 * BLOCK);
        a14.intoArray(data, to + 14 * BLOCK);
        a15.intoArray(data, to + 15 * BLOCK);
    }

    private void narrow(float[] data, int from, int begin, int end, int weightAt, int to) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        FloatVector a7 = a0;
        int w = weightAt;
        for (int k = begin; k < end; k++) {
            int p = from + sourceAt[k];
            FloatVector w0 = FloatVector.broadcast(SPECIES, weights[w]);
            FloatVector w1 = FloatVector.broadcast(SPECIES, weights[w + 1]);
            FloatVector w2 = FloatVector.broadcast(SPECIES, weights[w + 2]);
            w += TAPS;
            FloatVector x = FloatVector.fromArray(SPECIES, data, p);
            a0 = x.fma(w0, a0);
            x = FloatVector.fromArray(SPECIES, data, p + BLOCK);
            a1 = x.fma(w0, a1);
            a0 = x.fma(w1, a0);
            x = FloatVector.fromArray(SPECIES, data, p + 2 * BLOCK);
            a2 = x.fma(w0, a2);
            a1 = x.fma(w1, a1);
            a0 = x.fma(w2, a0);
            x = FloatVector.fromArray(SPECIES, data, p + 3 * BLOCK);
            a3 = x.fma(w0, a3);
            a2 = x.fma(w1, a2);
            a1 = x.fma(w2, a1);
            x = FloatVector.fromArray(SPECIES, data, p + 4 * BLOCK);
            a4 = x.fma(w0, a4);
            a3 = x.fma(w1, a3);
            a2 = x.fma(w2, a2);
            x = FloatVector.fromArray(SPECIES, data, p + 5 * BLOCK);
            a5 = x.fma(w0, a5);
            a4 = x.fma(w1, a4);
            a3 = x.fma(w2, a3);
            x = FloatVector.fromArray(SPECIES, data, p + 6 * BLOCK);
            a6 = x.fma(w0, a6);
            a5 = x.fma(w1, a5);
            a4 = x.fma(w2, a4);
            x = FloatVector.fromArray(SPECIES, data, p + 7 * BLOCK);
            a7 = x.fma(w0, a7);
            a6 = x.fma(w1, a6);
            a5 = x.fma(w2, a5);
            x = FloatVector.fromArray(SPECIES, data, p + 8 * BLOCK);
            a7 = x.fma(w1, a7);
            a6 = x.fma(w2, a6);
            x = FloatVector.fromArray(SPECIES, data, p + 9 * BLOCK);
            a7 = x.fma(w2, a7);
        }
        a0.intoArray(data, to);
        a1.intoArray(data, to + BLOCK);
        a2.intoArray(data, to + 2 * BLOCK);
        a3.intoArray(data, to + 3 * BLOCK);
        a4.intoArray(data, to + 4 * BLOCK);
        a5.intoArray(data, to + 5 * BLOCK);
        a6.intoArray(data, to + 6 * BLOCK);
        a7.intoArray(data, to + 7 * BLOCK);
    }
}
