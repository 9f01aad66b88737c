package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.ORDER;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Operation;

/**
 * Max pooling of a tile of a convolution's output while it is still in the first-level cache: see {@link Operation.Pooled}.
 * Two blocks of 16 depth positions become the halves of one, each written by its own tile.
 */
final class TilePool {
    private static final int STRIDE = 2;
    private static final long FLOAT = Float.BYTES;

    private final TensorBuffer buffer;
    private final TensorBuffer output;
    private final int depthStride;

    /** Per channel −1 where the norm turns the order round, else 1: the largest of sign·x is sought. */
    private final float[] sign;

    TilePool(TensorBuffer buffer, Operation.Pooled pooled, float[] gamma) {
        this.buffer = buffer;
        output = pooled.output();
        depthStride = pooled.stride().depth();
        sign = new float[gamma.length];
        for (int c = 0; c < gamma.length; c++) {
            sign[c] = gamma[c] < 0 ? -1 : 1;
        }
    }

    static boolean fits(Size3 stride) {
        return stride.height() == STRIDE && stride.width() == STRIDE && stride.depth() <= 2;
    }

    /** Rows y … y + rows − 1, columns x … x + columns − 1, all of them even numbers. */
    void pool(Workspace workspace, int channel, int block, int y, int x, int rows, int columns) {
        long rowBytes = buffer.rowFloats() * FLOAT;
        int part = block % depthStride * (BLOCK / depthStride);
        for (int r = 0; r < rows; r += STRIDE) {
            long from = buffer.row(channel, block, y + r) + (x + 1L) * BLOCK;
            long to = output.row(channel, block / depthStride, (y + r) / STRIDE) + (x / STRIDE + 1L) * BLOCK + part;
            if (depthStride == 1) {
                planes(workspace.memory(), from * FLOAT, rowBytes, sign[channel], to * FLOAT, columns);
            } else if (WIDTH == BLOCK) {
                pairs(workspace.memory(), from * FLOAT, rowBytes, sign[channel], to * FLOAT, columns);
            } else {
                narrowPairs(workspace.memory(), from * FLOAT, rowBytes, sign[channel], to * FLOAT, columns);
            }
        }
    }

    private static void planes(MemorySegment memory, long from, long rowBytes, float sign, long to, int columns) {
        for (int i = 0; i < columns; i += STRIDE) {
            for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                greatest(memory, from + (i * BLOCK + lane) * FLOAT, rowBytes, sign)
                        .mul(sign)
                        .intoMemorySegment(memory, to + (i / STRIDE * BLOCK + lane) * FLOAT, ORDER);
            }
        }
    }

    /** A block in one vector: its eight pairs fill half of the pooled one. */
    private static void pairs(MemorySegment memory, long from, long rowBytes, float sign, long to, int columns) {
        for (int i = 0; i < columns; i += STRIDE) {
            FloatVector m = greatest(memory, from + i * BLOCK * FLOAT, rowBytes, sign);
            FloatVector half = (FloatVector) greater(m.rearrange(Lanes.EVEN), m.rearrange(Lanes.ODD))
                    .mul(sign)
                    .castShape(FloatVector.SPECIES_256, 0);
            half.intoMemorySegment(memory, to + i / STRIDE * BLOCK * FLOAT, ORDER);
        }
    }

    /** Two vectors' pairs fill one. */
    private static void narrowPairs(MemorySegment memory, long from, long rowBytes, float sign, long to, int columns) {
        for (int i = 0; i < columns; i += STRIDE) {
            for (int lane = 0; lane < BLOCK; lane += 2 * WIDTH) {
                long at = from + (i * BLOCK + lane) * FLOAT;
                FloatVector a = greatest(memory, at, rowBytes, sign);
                FloatVector b = greatest(memory, at + WIDTH * FLOAT, rowBytes, sign);
                FloatVector even = a.rearrange(Lanes.EVEN).blend(b.rearrange(Lanes.EVEN), Lanes.UPPER);
                FloatVector odd = a.rearrange(Lanes.ODD).blend(b.rearrange(Lanes.ODD), Lanes.UPPER);
                greater(even, odd)
                        .mul(sign)
                        .intoMemorySegment(memory, to + (i / STRIDE * BLOCK + lane / 2) * FLOAT, ORDER);
            }
        }
    }

    /** Of two neighbours in each of two rows, times the sign. */
    private static FloatVector greatest(MemorySegment memory, long at, long rowBytes, float sign) {
        long next = at + BLOCK * FLOAT;
        return greater(
                greater(load(memory, at, sign), load(memory, next, sign)),
                greater(load(memory, at + rowBytes, sign), load(memory, next + rowBytes, sign)));
    }

    private static FloatVector load(MemorySegment memory, long at, float sign) {
        return FloatVector.fromMemorySegment(SPECIES, memory, at, ORDER).mul(sign);
    }

    private static FloatVector greater(FloatVector a, FloatVector b) {
        return a.blend(b, b.compare(VectorOperators.GT, a));
    }
}
