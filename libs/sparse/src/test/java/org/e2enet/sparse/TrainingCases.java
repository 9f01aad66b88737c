package org.e2enet.sparse;

import java.util.List;
import java.util.random.RandomGenerator;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Augmentation;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.GraphBuilder;
import org.e2enet.network.graph.Layer;
import org.e2enet.network.training.Batch;

/** Graphs, recipes and batches for tests of training. */
public final class TrainingCases {
    private TrainingCases() {}

    public static Recipe recipe(int samples, boolean batchDice) {
        return recipe(Optimizer.sgd(0.01), samples, batchDice);
    }

    public static Recipe recipe(Optimizer optimizer, int samples, boolean batchDice) {
        return new Recipe(
                optimizer,
                10,
                10,
                samples,
                12,
                List.of(0.6, 0.4),
                batchDice,
                Evolution.never(),
                Augmentation.none(),
                0.3,
                1);
    }

    /** Noise with labels that hang on it, so that every class occurs. */
    public static Batch batch(Graph graph, Size3 patch, int samples, RandomGenerator random) {
        int voxels = Math.toIntExact(patch.volume());
        float[] images = RandomModels.input(samples * graph.inputChannels() * voxels, random);
        short[] labels = new short[samples * voxels];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (short) random.nextInt(graph.classes());
        }
        return new Batch(images, labels, samples, patch);
    }

    /** Every kind of layer, kernel, stride and shift, tensors read twice, and a head that is no convolution. */
    public static Graph graphOfEveryLayer(RandomGenerator random) {
        GraphBuilder graph = new GraphBuilder();
        int channels = 3 + random.nextInt(4);
        Size3 one = Size3.cube(1);
        Size3 plane = new Size3(1, 2, 2);
        int input = graph.input(1 + random.nextInt(2));
        int a = graph.conv("a", input, channels, Size3.cube(3), one, true, false, Layer.Role.BACKBONE);
        int b = graph.normAndActivation("a.norm", a, 1e-5f, 0.01f);
        int c = graph.conv("c", b, channels, new Size3(3, 1, 3), one, true, true, Layer.Role.FUSION);
        int sum = graph.add(List.of(b, c, a));
        int d = graph.normAndActivation("d.norm", sum, 1e-5f, 0.2f);
        int wide = graph.shift(new Layer.Shift(Axis.WIDTH, List.of(-1, 0, 2)), d);
        int high = graph.shift(new Layer.Shift(Axis.HEIGHT, List.of(1, 0)), wide);
        int down = graph.conv("down", high, channels + 1, Size3.cube(3), plane, true, false, Layer.Role.BACKBONE);
        int e = graph.normAndActivation("e.norm", down, 1e-5f, 0.01f);
        int pooled = graph.maxPool(d, plane);
        int coarse = graph.concat(List.of(e, pooled));
        int deep = graph.conv(
                "deep",
                graph.shift(new Layer.Shift(Axis.DEPTH, List.of(1, -1)), coarse),
                channels,
                new Size3(3, 3, 1),
                one,
                false,
                true,
                Layer.Role.FUSION);
        int f = graph.normAndActivation("f.norm", deep, 1e-5f, 0.01f);
        int up = graph.transposedConv(
                "up", graph.shift(new Layer.Shift(Axis.DEPTH, List.of(0, 1)), f), channels, plane, true, true);
        int fine = graph.shift(new Layer.Shift(Axis.DEPTH, List.of(-1, 0, 1)), graph.concat(List.of(up, d, d)));
        int g = graph.conv("g", fine, channels, new Size3(1, 3, 3), one, false, true, Layer.Role.FUSION);
        int h = graph.normAndActivation("g.norm", g, 1e-5f, 0.01f);
        int head = graph.head("head", h, 3, true);
        int second = graph.head("second", f, 3, false);
        int unread = graph.head("unread", graph.maxPool(h, plane), 3, true);
        return graph.build(List.of(head, graph.add(List.of(second, second)), unread));
    }
}
