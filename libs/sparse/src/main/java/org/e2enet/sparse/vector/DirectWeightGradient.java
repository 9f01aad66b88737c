package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import java.util.Arrays;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.kernel.Phase;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.TrainingOperation;

/** Weight gradient straight from its formula, for active pairs only: strides, single taps, kernels that are not 3×3. */
final class DirectWeightGradient implements Kernel {
    private final TrainingOperation.WeightGradient gradient;
    private final SourceRows outputs;
    private final SourceRows sources;
    private final Size3 size;
    private final Size3 stride;
    private final int taps;

    /** Voxels of a row of outputs, a multiple of four; what is behind the volume counts as zero. */
    private final int columns;

    private final int inColumns;
    private final int rows;
    private final PairPieces pieces;

    DirectWeightGradient(TrainingOperation.WeightGradient gradient) {
        this.gradient = gradient;
        outputs = new SourceRows(gradient.outputs());
        sources = new SourceRows(gradient.inputs());
        size = outputs.size();
        stride = gradient.stride();
        taps = gradient.kh() * gradient.kw();
        columns = Math.ceilDiv(size.width(), 4) * 4;
        // The loop over every second column reads one column ahead.
        inColumns = (columns - 1) * stride.width() + gradient.kw() + 1;
        rows = Math.ceilDiv(size.depth(), TensorBuffer.LANES) * size.height();
        pieces = new PairPieces(gradient, rows);
    }

    static boolean fits(TrainingOperation.WeightGradient gradient) {
        return gradient.stride().depth() <= 2;
    }

    @Override
    public String kind() {
        return "direct weights";
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
        return 2L * taps * pieces.pairs() * rows * columns * BLOCK;
    }

    private int inRow() {
        return inColumns * BLOCK;
    }

    private int sourceStep() {
        return gradient.kh() * inRow();
    }

    private int inAt() {
        return Scratch.BASE + pieces.mostOutputs() * columns * BLOCK;
    }

    private int spareAt() {
        return inAt() + pieces.mostSources() * sourceStep();
    }

    private int sumsAt() {
        return spareAt() + 2 * inRow();
    }

    @Override
    public int scratchFloats() {
        return sumsAt() + pieces.mostPairs() * taps * BLOCK;
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        PairPieces.Piece piece = pieces.pieceOf(task);
        int part = pieces.partOf(task);
        int end = (int) ((part + 1L) * rows / pieces.parts());
        Arrays.fill(scratch, sumsAt(), sumsAt() + piece.pairs() * taps * BLOCK, 0);
        for (int row = (int) ((long) part * rows / pieces.parts()); row < end; row++) {
            read(workspace, piece, row / size.height(), row % size.height(), scratch);
            multiply(piece, scratch);
        }
        for (int pair = 0; pair < piece.pairs(); pair++) {
            int to = pieces.partialAt(part, piece, pair);
            for (int tap = 0; tap < taps; tap++) {
                pieces.partials()[to + tap] = PairProducts.lanes(scratch, sumsAt() + (pair * taps + tap) * BLOCK);
            }
        }
    }

    private void read(Workspace workspace, PairPieces.Piece piece, int block, int y, float[] scratch) {
        int inside = Math.min(BLOCK, size.depth() - block * BLOCK);
        for (int o = 0; o < piece.outputs(); o++) {
            int at = Scratch.BASE + o * columns * BLOCK;
            outputs.read(workspace, piece.firstOutput() + o, block * BLOCK, y, 0, columns, scratch, at);
            clear(scratch, at, inside);
        }
        for (int i = 0; i < piece.sources(); i++) {
            for (int ky = 0; ky < gradient.kh(); ky++) {
                int fromY = y * stride.height() + ky - gradient.top();
                int at = inAt() + i * sourceStep() + ky * inRow();
                int source = piece.firstSource() + i;
                if (stride.depth() == 2) {
                    sources.readEverySecond(
                            workspace,
                            source,
                            2 * block * BLOCK,
                            fromY,
                            -gradient.left(),
                            inColumns,
                            scratch,
                            at,
                            spareAt());
                } else {
                    sources.read(workspace, source, block * BLOCK, fromY, -gradient.left(), inColumns, scratch, at);
                }
            }
        }
    }

    /** What is behind the volume: an activated or shifted output has values there. */
    private void clear(float[] scratch, int at, int inside) {
        Arrays.fill(scratch, at + size.width() * BLOCK, at + columns * BLOCK, 0);
        for (int x = 0; inside < BLOCK && x < size.width(); x++) {
            Arrays.fill(scratch, at + x * BLOCK + inside, at + (x + 1) * BLOCK, 0);
        }
    }

    private void multiply(PairPieces.Piece piece, float[] scratch) {
        for (int o = 0; o < piece.outputs(); o++) {
            int out = Scratch.BASE + o * columns * BLOCK;
            for (int pair = piece.start()[o]; pair < piece.start()[o + 1]; pair++) {
                for (int ky = 0; ky < gradient.kh(); ky++) {
                    int in = inAt() + piece.source()[pair] * sourceStep() + ky * inRow();
                    int sums = sumsAt() + (pair * taps + ky * gradient.kw()) * BLOCK;
                    for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                        row(scratch, out + lane, in + lane, sums + lane);
                    }
                }
            }
        }
    }

    private void row(float[] scratch, int out, int in, int sums) {
        if (gradient.kw() == 3 && stride.width() == 1) {
            PairProducts.three(scratch, out, 0, in, 0, columns, 1, scratch, sums);
        } else if (gradient.kw() == 3 && stride.width() == 2) {
            PairProducts.threeOfEverySecond(scratch, out, in, columns, scratch, sums);
        } else {
            for (int kx = 0; kx < gradient.kw(); kx++) {
                PairProducts.one(scratch, out, in + kx * BLOCK, stride.width(), columns, scratch, sums + kx * BLOCK);
            }
        }
    }
}
