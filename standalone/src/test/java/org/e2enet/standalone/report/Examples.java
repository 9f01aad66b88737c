package org.e2enet.standalone.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.network.topology.FusionNode;

/** Made-up results with the shapes of real ones. */
final class Examples {
    private Examples() {}

    /** Twenty epochs, an update every fourth. */
    static TrainingHistory history() {
        return new TrainingHistory(
                IntStream.rangeClosed(1, 20)
                        .mapToObj(
                                i -> new TrainingHistory.Epoch(i, 2 * Math.exp(-i / 6.0) + 0.2, 1 - Math.exp(-i / 7.0)))
                        .toList(),
                IntStream.rangeClosed(1, 4)
                        .mapToObj(i -> new TrainingHistory.TopologyUpdate(4.0 * i, 1200L - 200 * i, 1200L - 200 * i))
                        .toList());
    }

    /** The ten fusion nodes of five levels. */
    static List<FusionNode> nodes() {
        List<FusionNode> nodes = new ArrayList<>();
        for (int stage = 1; stage <= 4; stage++) {
            for (int level = 1; level <= 5 - stage; level++) {
                nodes.add(
                        level == 1
                                ? new FusionNode(stage, level, 0.4 + 0.05 * stage, 0.6 - 0.05 * stage, 0)
                                : new FusionNode(stage, level, 0.3 + 0.05 * stage, 0.5 - 0.05 * stage, 0.2));
            }
        }
        return nodes;
    }

    /** A ball, predicted 6 mm too far to the front. */
    static SegmentedScan ball() {
        int[] sizes = {30, 72, 60};
        int voxels = sizes[0] * sizes[1] * sizes[2];
        float[] intensities = new float[voxels];
        int[] truth = new int[voxels];
        int[] prediction = new int[voxels];
        for (int index = 0; index < voxels; index++) {
            int x = index % sizes[0];
            int y = index / sizes[0] % sizes[1];
            int z = index / (sizes[0] * sizes[1]);
            double radius = Math.hypot(Math.hypot(x - 15, y - 36), z - 30);
            intensities[index] = (float) Math.max(0, 30 - radius);
            truth[index] = radius < 12 ? 1 : 0;
            prediction[index] = Math.hypot(Math.hypot(x - 15, y - 38), z - 30) < 11.5 ? 1 : 0;
        }
        return new SegmentedScan(sizes, new double[] {3, 3, 3}, intensities, truth, prediction);
    }
}
