package org.e2enet.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.CompiledNetwork;

/**
 * Stands for a network that learned at one spacing: it tells bright balls of class 1 from those of class 2 by their size in voxels alone,
 * as a convolution would.
 */
record BallsBySize(Size3 patch) implements CompiledNetwork {
    static final float DIM = 40;
    static final float BRIGHT = 100;

    /** A ball of class 2 holds one of this radius. */
    private static final double HOLDS_VOXELS = 5.5;

    private static final double REACH_VOXELS = 9;
    private static final int CLASSES = 3;

    @Override
    public List<float[]> forward(float[] input, int heads) {
        boolean[] large = large(input);
        float[] logits = new float[CLASSES * input.length];
        Arrays.fill(logits, input.length, logits.length, -20);
        for (int v = 0; v < input.length; v++) {
            logits[(large[v] ? 2 : 1) * input.length + v] = (input[v] - (DIM + BRIGHT) / 2) / 5;
        }
        return List.of(logits);
    }

    /** All that is near a place where a ball of class 2 has its middle. */
    private boolean[] large(float[] input) {
        List<int[]> held = ball(HOLDS_VOXELS);
        List<int[]> reach = ball(REACH_VOXELS);
        boolean[] large = new boolean[input.length];
        for (int v = 0; v < input.length; v++) {
            int at = v;
            if (held.stream().allMatch(by -> isBright(input, neighbour(at, by)))) {
                reach.stream()
                        .mapToInt(by -> neighbour(at, by))
                        .filter(n -> n >= 0)
                        .forEach(n -> large[n] = true);
            }
        }
        return large;
    }

    private static boolean isBright(float[] input, int voxel) {
        return voxel >= 0 && input[voxel] > (DIM + BRIGHT) / 2;
    }

    /** −1 outside of the patch. */
    private int neighbour(int voxel, int[] by) {
        int z = voxel / (patch.height() * patch.width()) + by[0];
        int y = voxel / patch.width() % patch.height() + by[1];
        int x = voxel % patch.width() + by[2];
        boolean inside = z >= 0 && z < patch.depth() && y >= 0 && y < patch.height() && x >= 0 && x < patch.width();
        return inside ? (z * patch.height() + y) * patch.width() + x : -1;
    }

    /** Steps to all voxels of a ball, its middle first, so that most voxels are decided at once. */
    private static List<int[]> ball(double radius) {
        int edge = (int) Math.ceil(radius);
        List<int[]> steps = new ArrayList<>();
        steps.add(new int[3]);
        for (int z = -edge; z <= edge; z++) {
            for (int y = -edge; y <= edge; y++) {
                for (int x = -edge; x <= edge; x++) {
                    if (z * z + y * y + x * x <= radius * radius) {
                        steps.add(new int[] {z, y, x});
                    }
                }
            }
        }
        return steps;
    }

    @Override
    public long peakBytes() {
        return 0;
    }

    @Override
    public void close() {}
}
