package org.e2enet.sparse.training;

import java.util.Arrays;
import org.e2enet.sparse.kernel.Phase;
import org.e2enet.sparse.memory.Workspace;

/** Gradients become zero, for a step to add to. */
record ClearedGradients(ParameterChunks chunks) implements Phase {
    @Override
    public int tasks() {
        return chunks.chunks().size();
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        ParameterChunks.Chunk chunk = chunks.chunks().get(task);
        int taps = chunk.parameter().taps();
        Arrays.fill(chunk.parameter().gradient(), chunk.first() * taps, chunk.end() * taps, 0);
    }
}
