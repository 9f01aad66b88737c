package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Operation;

/** Sources into the caller's {@code [classes][D][H][W]}: a row of lanes becomes a row per depth position. A task is a class's block. */
final class VectorUnpack implements Kernel {
    /** Where a vector's voxels lie in a row of lanes: one depth position of neighbours along x. */
    private static final int[] ALONG_X = alongX();

    private final SourceRows sources;
    private final Size3 size;
    private final int head;
    private final int blocks;
    private final int columns;

    VectorUnpack(Operation.Unpack unpack) {
        sources = new SourceRows(unpack.inputs());
        size = unpack.size();
        head = unpack.head();
        blocks = Math.ceilDiv(size.depth(), BLOCK);
        columns = Math.ceilDiv(size.width(), WIDTH) * WIDTH;
    }

    private static int[] alongX() {
        int[] places = new int[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            places[i] = i * BLOCK;
        }
        return places;
    }

    @Override
    public String kind() {
        return "unpack";
    }

    @Override
    public int tasks() {
        return sources.count() * blocks;
    }

    @Override
    public int scratchFloats() {
        return Scratch.BASE + columns * BLOCK;
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        int channel = task / blocks;
        int z = task % blocks * BLOCK;
        int planes = Math.min(BLOCK, size.depth() - z);
        float[] output = workspace.output(head);
        for (int y = 0; y < size.height(); y++) {
            sources.read(workspace, channel, z, y, 0, columns, scratch, Scratch.BASE);
            for (int lane = 0; lane < planes; lane++) {
                int to = ((channel * size.depth() + z + lane) * size.height() + y) * size.width();
                row(scratch, Scratch.BASE + lane, output, to);
            }
        }
    }

    private void row(float[] data, int from, float[] output, int to) {
        int whole = size.width() / WIDTH * WIDTH;
        for (int x = 0; x < whole; x += WIDTH) {
            FloatVector.fromArray(SPECIES, data, from + x * BLOCK, ALONG_X, 0).intoArray(output, to + x);
        }
        for (int x = whole; x < size.width(); x++) {
            output[to + x] = data[from + x * BLOCK];
        }
    }
}
