package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.ORDER;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Norm;

/** Writes finished rows of an operation's output, adds the bias, and gathers the sums the instance norm wants. */
final class RowWriter {
    private static final long FLOAT = Float.BYTES;

    private final TensorBuffer buffer;
    private final float[] bias;
    private final boolean sums;

    RowWriter(TensorBuffer buffer, float[] bias, Optional<Norm> norm) {
        this.buffer = buffer;
        this.bias = bias;
        this.sums = norm.isPresent();
    }

    /**
     * A tile of {@code rows × columns} voxels of one channel and block from scratch memory, row r and voxel x at
     * {@code from + r·rowStep + 16·x}. Rows and columns behind the volume are left out.
     *
     * @param partial row of partial sums this tile has to itself
     */
    void write(
            Workspace workspace,
            int channel,
            int block,
            int y,
            int x,
            int rows,
            int columns,
            float[] data,
            int from,
            int rowStep,
            int partial) {
        int useRows = Math.min(rows, buffer.size().height() - y);
        int useColumns = Math.min(columns, buffer.size().width() - x);
        float plus = bias == null ? 0 : bias[channel];
        double sum = 0;
        double squares = 0;
        for (int lane = 0; lane < BLOCK; lane += WIDTH) {
            int lanes = buffer.size().depth() - block * BLOCK - lane;
            FloatVector laneSums = FloatVector.zero(SPECIES);
            FloatVector laneSquares = FloatVector.zero(SPECIES);
            MemorySegment memory = workspace.memory();
            for (int r = 0; r < useRows; r++) {
                long bytes = (buffer.row(channel, block, y + r) + (long) (x + 1) * BLOCK + lane) * FLOAT;
                int at = from + r * rowStep + lane;
                for (int i = 0; i < useColumns; i++) {
                    FloatVector v =
                            FloatVector.fromArray(SPECIES, data, at + i * BLOCK).add(plus);
                    v.intoMemorySegment(memory, bytes + i * (BLOCK * FLOAT), ORDER);
                    laneSums = laneSums.add(v);
                    laneSquares = v.fma(v, laneSquares);
                }
            }
            if (lanes >= WIDTH) {
                sum += laneSums.reduceLanes(VectorOperators.ADD);
                squares += laneSquares.reduceLanes(VectorOperators.ADD);
            } else if (lanes > 0) {
                sum += laneSums.reduceLanes(VectorOperators.ADD, SPECIES.indexInRange(0, lanes));
                squares += laneSquares.reduceLanes(VectorOperators.ADD, SPECIES.indexInRange(0, lanes));
            }
        }
        set(workspace, channel, partial, sum, squares);
    }

    /** For a row of partial sums that no tile writes. */
    void writeNothing(Workspace workspace, int channel, int partial) {
        set(workspace, channel, partial, 0, 0);
    }

    private void set(Workspace workspace, int channel, int partial, double sum, double squares) {
        if (sums) {
            int at = (partial * buffer.channels() + channel) * 2;
            workspace.partials()[at] = sum;
            workspace.partials()[at + 1] = squares;
        }
    }
}
