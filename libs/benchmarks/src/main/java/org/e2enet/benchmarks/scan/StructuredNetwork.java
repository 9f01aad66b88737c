package org.e2enet.benchmarks.scan;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.prediction.window.WindowGrid;

/**
 * Computes as the network it stands for, and answers {@link Structures} instead. It knows the window by its turn: for one scan after the
 * other, without mirrors, and not for several threads.
 */
final class StructuredNetwork implements CompiledNetwork {
    private final CompiledNetwork network;
    private final Structures structures;
    private final Size3 patch;
    private final List<int[]> windows = new ArrayList<>();
    private int turn;

    StructuredNetwork(CompiledNetwork network, Structures structures, WindowGrid grid, Size3 patch) {
        this.network = network;
        this.structures = structures;
        this.patch = patch;
        for (int z : grid.depth()) {
            for (int y : grid.height()) {
                for (int x : grid.width()) {
                    windows.add(new int[] {z, y, x});
                }
            }
        }
    }

    @Override
    public List<float[]> forward(float[] input, int heads) {
        List<float[]> outputs = network.forward(input, heads);
        int[] from = windows.get(turn++ % windows.size());
        structures.write(outputs.getFirst(), patch, from[0], from[1], from[2]);
        return outputs;
    }

    @Override
    public long peakBytes() {
        return network.peakBytes();
    }

    @Override
    public void close() {
        network.close();
    }
}
