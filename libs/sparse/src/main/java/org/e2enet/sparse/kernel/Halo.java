package org.e2enet.sparse.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;

/** Everything of a channel that is not a voxel: the ring around each plane, lanes behind the last plane, the pad row. */
public final class Halo {
    private Halo() {}

    public static void fill(TensorBuffer buffer, int channel, Workspace workspace, float value) {
        MemorySegment memory = workspace.memory();
        int width = buffer.size().width();
        int height = buffer.size().height();
        int row = buffer.rowFloats();
        for (int block = 0; block < buffer.blocks(); block++) {
            fill(memory, buffer.row(channel, block, -1), row, value);
            fill(memory, buffer.row(channel, block, height), row, value);
            for (int y = 0; y < height; y++) {
                long start = buffer.row(channel, block, y);
                fill(memory, start, TensorBuffer.LANES, value);
                fill(memory, start + (long) (width + 1) * TensorBuffer.LANES, TensorBuffer.LANES, value);
            }
        }
        fill(memory, buffer.padRow(channel), row, value);
        if (buffer.size().depth() % TensorBuffer.LANES != 0) {
            fillTail(buffer, channel, memory, value);
        }
    }

    private static void fillTail(TensorBuffer buffer, int channel, MemorySegment memory, float value) {
        int used = buffer.size().depth() % TensorBuffer.LANES;
        for (int y = 0; y < buffer.size().height(); y++) {
            long start = buffer.row(channel, buffer.blocks() - 1, y) + TensorBuffer.LANES;
            for (int x = 0; x < buffer.size().width(); x++) {
                fill(memory, start + (long) x * TensorBuffer.LANES + used, TensorBuffer.LANES - used, value);
            }
        }
    }

    private static void fill(MemorySegment memory, long from, int count, float value) {
        for (int i = 0; i < count; i++) {
            memory.setAtIndex(ValueLayout.JAVA_FLOAT, from + i, value);
        }
    }
}
