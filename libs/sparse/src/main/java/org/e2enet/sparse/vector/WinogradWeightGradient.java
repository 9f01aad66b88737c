package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.kernel.Phase;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.TrainingOperation;

/**
 * Weight gradient of a 3×3 convolution of stride 1, for active pairs only, by the transpose of {@link SparseWinograd}'s
 * F(4,3) along y: dw = Gᵀ·Σ (A·dy) ⊙ (Bᵀ·x), 18 instead of 36 multiply-adds per pair, column and four rows. The sums over tiles
 * are taken in the frequency domain, a vector per frequency and tap along x; only they are transformed back.
 */
final class WinogradWeightGradient implements Kernel {
    private static final int TAPS = 3;
    private static final int SUMS = Transforms.INPUTS * TAPS;

    /** Columns that a pair goes through at a time: its sums are loaded and stored as often. */
    private static final int RUN_COLUMNS = 64;

    private final TrainingOperation.WeightGradient gradient;
    private final SourceRows outputs;
    private final SourceTiles sources;
    private final Size3 size;

    /** Voxels of a row of a tile, a multiple of four. */
    private final int columns;

    private final int tilesX;
    private final int tilesY;
    private final int tiles;

    /** Tiles that are transformed together. */
    private final int segments;

    private final PairPieces pieces;

    WinogradWeightGradient(TrainingOperation.WeightGradient gradient) {
        this.gradient = gradient;
        outputs = new SourceRows(gradient.outputs());
        sources = new SourceTiles(new SourceRows(gradient.inputs()));
        size = outputs.size();
        tilesX = Math.ceilDiv(size.width(), RUN_COLUMNS);
        columns = Math.ceilDiv(Math.ceilDiv(size.width(), tilesX), 4) * 4;
        tilesY = Math.ceilDiv(size.height(), Transforms.OUTPUTS);
        tiles = tilesX * tilesY * Math.ceilDiv(size.depth(), TensorBuffer.LANES);
        segments = Math.min(tiles, Math.max(1, RUN_COLUMNS / columns));
        pieces = new PairPieces(gradient, Math.ceilDiv(tiles, segments));
    }

    static boolean fits(TrainingOperation.WeightGradient gradient) {
        return gradient.kh() == TAPS
                && gradient.kw() == TAPS
                && gradient.top() == 1
                && gradient.left() == 1
                && gradient.stride().equals(Size3.cube(1));
    }

    @Override
    public String kind() {
        return "f4x1 weights";
    }

    @Override
    public int tasks() {
        return pieces.productTasks();
    }

    @Override
    public Phase finish() {
        return pieces;
    }

    @Override
    public long executedFlops() {
        return 2L * SUMS * pieces.pairs() * tiles * columns * BLOCK;
    }

    private int outRow() {
        return columns * BLOCK;
    }

    private int inRow() {
        return (columns + 2) * BLOCK;
    }

    /** Floats of one frequency of one output. */
    private int outStep() {
        return segments * outRow();
    }

    private int inStep() {
        return segments * inRow();
    }

    /** One cache line more than the data, so that frequencies do not share their cache sets. */
    private int outFrequency() {
        return pieces.mostOutputs() * outStep() + BLOCK;
    }

    private int inFrequency() {
        return pieces.mostSources() * inStep() + BLOCK;
    }

    private int inAt() {
        return Scratch.BASE + Transforms.INPUTS * outFrequency();
    }

    private int rowsAt() {
        return inAt() + Transforms.INPUTS * inFrequency();
    }

    private int sumsAt() {
        return rowsAt() + Transforms.INPUTS * inRow();
    }

    @Override
    public int scratchFloats() {
        return sumsAt() + pieces.mostPairs() * SUMS * BLOCK;
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        PairPieces.Piece piece = pieces.pieceOf(task);
        int part = pieces.partOf(task);
        int runs = Math.ceilDiv(tiles, segments);
        int first = (int) ((long) part * runs / pieces.parts()) * segments;
        int end = Math.min(tiles, (int) ((part + 1L) * runs / pieces.parts()) * segments);
        Arrays.fill(scratch, sumsAt(), sumsAt() + piece.pairs() * SUMS * BLOCK, 0);
        for (int tile = first; tile < end; tile += segments) {
            int used = Math.min(segments, end - tile);
            for (int segment = 0; segment < used; segment++) {
                transform(workspace, piece, tile + segment, segment, scratch);
            }
            multiply(piece, used, scratch);
        }
        for (int pair = 0; pair < piece.pairs(); pair++) {
            transformBack(
                    scratch, sumsAt() + pair * SUMS * BLOCK, pieces.partials(), pieces.partialAt(part, piece, pair));
        }
    }

    private void transform(Workspace workspace, PairPieces.Piece piece, int tile, int segment, float[] scratch) {
        int x = tile % tilesX * columns;
        int y = tile / tilesX % tilesY * Transforms.OUTPUTS;
        int z = tile / (tilesX * tilesY) * BLOCK;
        for (int o = 0; o < piece.outputs(); o++) {
            for (int r = 0; r < Transforms.OUTPUTS; r++) {
                outputs.read(
                        workspace, piece.firstOutput() + o, z, y + r, x, columns, scratch, rowsAt() + r * outRow());
            }
            int to = Scratch.BASE + o * outStep() + segment * outRow();
            transposedOutput(scratch, rowsAt(), outRow(), to, outFrequency(), columns * BLOCK);
        }
        for (int i = 0; i < piece.sources(); i++) {
            int to = inAt() + i * inStep() + segment * inRow();
            int source = piece.firstSource() + i;
            sources.transform(workspace, source, z, y - 1, x - 1, columns + 2, scratch, to, inFrequency(), rowsAt());
        }
    }

    /** A·d: four rows to six frequencies. */
    private static void transposedOutput(float[] data, int from, int rowStep, int to, int frequencyStep, int count) {
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector d0 = FloatVector.fromArray(SPECIES, data, from + i);
            FloatVector d1 = FloatVector.fromArray(SPECIES, data, from + rowStep + i);
            FloatVector d2 = FloatVector.fromArray(SPECIES, data, from + 2 * rowStep + i);
            FloatVector d3 = FloatVector.fromArray(SPECIES, data, from + 3 * rowStep + i);
            d0.intoArray(data, to + i);
            FloatVector even = d0.add(d2);
            FloatVector odd = d1.add(d3);
            even.add(odd).intoArray(data, to + frequencyStep + i);
            even.sub(odd).intoArray(data, to + 2 * frequencyStep + i);
            even = d0.add(d2.mul(4));
            odd = d1.mul(2).add(d3.mul(8));
            even.add(odd).intoArray(data, to + 3 * frequencyStep + i);
            even.sub(odd).intoArray(data, to + 4 * frequencyStep + i);
            d3.intoArray(data, to + 5 * frequencyStep + i);
        }
    }

    private void multiply(PairPieces.Piece piece, int used, float[] scratch) {
        int[] start = piece.start();
        int[] source = piece.source();
        for (int f = 0; f < Transforms.INPUTS; f++) {
            for (int o = 0; o < piece.outputs(); o++) {
                int out = Scratch.BASE + f * outFrequency() + o * outStep();
                for (int pair = start[o]; pair < start[o + 1]; pair++) {
                    int in = inAt() + f * inFrequency() + source[pair] * inStep();
                    int sums = sumsAt() + (pair * SUMS + f * TAPS) * BLOCK;
                    for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                        PairProducts.three(
                                scratch, out + lane, outRow(), in + lane, inRow(), columns, used, scratch, sums + lane);
                    }
                }
            }
        }
    }

    /** Gᵀ·m per tap along x: six frequencies of three taps to nine taps. */
    private static void transformBack(float[] data, int at, float[] to, int place) {
        for (int kx = 0; kx < TAPS; kx++) {
            float m0 = PairProducts.lanes(data, at + kx * BLOCK);
            float m1 = PairProducts.lanes(data, at + (TAPS + kx) * BLOCK);
            float m2 = PairProducts.lanes(data, at + (2 * TAPS + kx) * BLOCK);
            float m3 = PairProducts.lanes(data, at + (3 * TAPS + kx) * BLOCK);
            float m4 = PairProducts.lanes(data, at + (4 * TAPS + kx) * BLOCK);
            float m5 = PairProducts.lanes(data, at + (5 * TAPS + kx) * BLOCK);
            float inner = (m1 + m2) / 6;
            to[place + kx] = m0 / 4 - inner + (m3 + m4) / 24;
            to[place + TAPS + kx] = (m2 - m1) / 6 + (m3 - m4) / 12;
            to[place + 2 * TAPS + kx] = (m3 + m4) / 6 - inner + m5;
        }
    }
}
