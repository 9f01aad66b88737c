package org.e2enet.sparse.scalar;

import org.e2enet.contract.Size3;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Source;

/** Single voxels of sources, and the statistics of a written channel. */
final class Voxels {
    private Voxels() {}

    /** The source's value at z (its offset is added here), y, x; zero outside the volume. */
    static float read(Workspace workspace, Source source, int z, int y, int x) {
        Size3 size = source.buffer().size();
        int depth = z + source.zOffset();
        boolean inside =
                depth >= 0 && depth < size.depth() && y >= 0 && y < size.height() && x >= 0 && x < size.width();
        if (!inside) {
            return 0;
        }
        float raw = workspace.get(source.buffer().at(source.channel(), depth, y, x));
        if (source.isStored()) {
            return raw;
        }
        float value = workspace.scale()[source.slot()] * raw + workspace.offset()[source.slot()];
        return value >= 0 ? value : source.slope() * value;
    }

    /** Sum and sum of squares of one channel into partial row 0. */
    static void sumUp(Workspace workspace, TensorBuffer buffer, int channel) {
        double sum = 0;
        double squares = 0;
        Size3 size = buffer.size();
        for (int z = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    double value = workspace.get(buffer.at(channel, z, y, x));
                    sum += value;
                    squares += value * value;
                }
            }
        }
        workspace.partials()[2 * channel] = sum;
        workspace.partials()[2 * channel + 1] = squares;
    }
}
