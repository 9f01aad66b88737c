package org.e2enet.network.engine;

import java.util.List;

/** A model ready to run. Thread-safe: concurrent forwards share the weights. Closing frees them. */
public interface CompiledNetwork extends AutoCloseable {
    /**
     * One patch through the network, batch 1.
     *
     * @param input {@code [C][D][H][W]}, W fastest; not changed
     * @param heads how many heads to compute, full resolution first, at least 1
     * @return logits per head, {@code [classes][d][h][w]} with d = ceil(D / scale) and so on
     */
    List<float[]> forward(float[] input, int heads);

    /** Bytes a forward needs at its peak besides the weights, or −1 where the engine cannot say. */
    long peakBytes();

    @Override
    void close();
}
